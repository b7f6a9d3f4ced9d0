import { configureSync, getConsoleSink, jsonLinesFormatter } from "@logtape/logtape";

/** One JSON object per line on the console, where Workers Logs picks it up. Call once, in the entry. */
export function configureLog(): void {
  configureSync({
    reset: true,
    sinks: { console: getConsoleSink({ formatter: jsonLinesFormatter }) },
    loggers: [
      { category: "voxedge", lowestLevel: "info", sinks: ["console"] },
      { category: ["logtape", "meta"], lowestLevel: "warning", sinks: ["console"] },
    ],
  });
}
