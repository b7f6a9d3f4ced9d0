import type { ZodError } from "zod";

/** One line that names each wrong field and what is wrong with it, for people who read error messages. */
export function describeIssues(error: ZodError): string {
  return error.issues
    .slice(0, 5)
    .map((issue) => [issue.path.join("."), issue.message.charAt(0).toLowerCase() + issue.message.slice(1)])
    .map(([path, message]) => (path === "" ? message : `${path}: ${message}`))
    .join("; ");
}
