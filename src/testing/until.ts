/** What a check gives, as soon as it gives anything; it is asked again and again, for as long as the test may take. */
export async function until<Result>(check: () => Promise<Result | undefined>): Promise<Result> {
  for (;;) {
    const found = await check();
    if (found !== undefined) return found;
    await scheduler.wait(5);
  }
}
