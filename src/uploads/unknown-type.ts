/** The MIME type of audio whose kind nobody has told. */
export const UNKNOWN_TYPE = "application/octet-stream";
