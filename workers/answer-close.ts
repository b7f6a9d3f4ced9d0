/** What a close frame without a code, and a connection that was cut, read as. RFC 6455, section 7.4.1; neither may be sent. */
const UNSENDABLE: ReadonlySet<number> = new Set([1005, 1006]);

/** Ends the own half of a socket whose other half has ended. */
export function answerClose(socket: WebSocket, code: number): void {
  socket.close(UNSENDABLE.has(code) ? 1000 : code);
}
