const SCHEME = "googledrive://";
const FILE_ID = /^[\w-]{10,128}$/;
const HOSTS = new Set(["drive.google.com", "docs.google.com", "drive.usercontent.google.com"]);
const DOWNLOAD_URL = "https://drive.usercontent.google.com/download";

/** Names a file of Google Drive: `googledrive://<file id>`. */
export function driveUri(fileId: string): string {
  return `${SCHEME}${fileId}`;
}

/** The file that a URI of {@link driveUri}'s form names; undefined for any other text. */
export function fileIdOf(uri: string): string | undefined {
  if (!uri.startsWith(SCHEME)) return undefined;
  const fileId = uri.slice(SCHEME.length);
  return FILE_ID.test(fileId) ? fileId : undefined;
}

/** Whether a URI speaks of Google Drive, as its own scheme or as a link that Drive gave out. */
export function isOfDrive(uri: string): boolean {
  return uri.startsWith(SCHEME) || HOSTS.has(URL.parse(uri)?.hostname ?? "");
}

/** The file that a link shares: `/file/d/<id>/view`, `/open?id=<id>`, `/uc?id=<id>`; undefined where it names none. */
export function sharedFileId(link: string): string | undefined {
  const url = URL.parse(link);
  if (url === null || !HOSTS.has(url.hostname)) return undefined;
  const inPath = /\/file\/(?:u\/\d+\/)?d\/([^/]+)/.exec(url.pathname)?.[1];
  const fileId = inPath ?? (/^\/(open|uc|download)$/.test(url.pathname) ? url.searchParams.get("id") : null);
  return FILE_ID.test(fileId ?? "") ? (fileId ?? undefined) : undefined;
}

/** Where anyone may download a file that is shared by link. */
export function downloadUrl(fields: Readonly<Record<string, string>>): string {
  return `${DOWNLOAD_URL}?${new URLSearchParams(fields).toString()}`;
}
