/** One thing that a deployment does. */
export type Step = WranglerStep | FileStep;

export interface WranglerStep {
  readonly title: string;
  /** Arguments of the wrangler command, run in the root of the repository. */
  readonly wrangler: readonly string[];
}

interface FileStep {
  readonly title: string;
  /** Relative to the root of the repository; replaced as a whole. */
  readonly path: string;
  readonly text: string;
}
