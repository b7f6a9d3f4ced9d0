import { fileURLToPath } from "node:url";
import { z } from "zod";
import { SAMPLE_RATE } from "../../src/contract/units.ts";

/** A file beside `model.json`, with the lower-case hex SHA-256 that it must have. */
const PinnedFile = z.object({
  file: z.string().regex(/^[\w-][\w.-]*$/, "must be a plain file name"),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, "must be 64 lower-case hex digits"),
});

/** `model.json` of a CTC model: the files that make it up, and what a client must know to use them. */
export const ModelManifest = z.object({
  name: z.string().min(1),
  /** ISO 639-1 codes of what it understands. */
  languages: z.array(z.string()).min(1),
  sampleRate: z.literal(SAMPLE_RATE),
  /** Samples from one output frame to the next. */
  frameSamples: z.int().positive(),
  blankIndex: z.int().nonnegative(),
  /** Day on which the weights were last trained; for people. */
  trainedAt: z.iso.date().optional(),
  /** ONNX: `pcm` float32 [batch, samples] to `log_probs` float32 [batch, frames, vocabulary]. */
  network: PinnedFile,
  /** Text: one piece a line in the order of the vocabulary, U+2581 for a leading space; an index after a space is ignored. */
  pieces: PinnedFile,
  /**
   * Words by their sounds, and which follow each other, for a network whose pieces are sounds (recognize/lexicon.ts has the
   * format). Without it the pieces are letters.
   */
  lexicon: PinnedFile.optional(),
});
export type ModelManifest = z.infer<typeof ModelManifest>;

/** The English model that ships with the node and answers for every name the operator has no better files for. */
export const EMBEDDED_FOLDER = fileURLToPath(new URL("embedded", import.meta.url));
