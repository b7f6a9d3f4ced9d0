/** MIME type of audio whose kind nobody has told and nothing shows. */
export const UNKNOWN_TYPE = "application/octet-stream";
