import { configureSync, getJsonLinesFormatter, getLogger, type Logger, type LogLevel } from "@logtape/logtape";

/** Sends log events as JSON lines to stderr and gives the node's logger. Nothing that is a key is ever passed to it. */
export function startLog(lowestLevel: LogLevel): Logger {
  const format = getJsonLinesFormatter({ properties: "flatten" });
  configureSync({
    sinks: { stderr: (record) => process.stderr.write(format(record)) },
    loggers: [
      { category: ["logtape", "meta"], lowestLevel: "warning", sinks: ["stderr"] },
      { category: ["voxedge"], lowestLevel, sinks: ["stderr"] },
    ],
  });
  return getLogger(["voxedge", "node"]);
}
