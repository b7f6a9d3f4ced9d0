import { RU_API } from "./ru/api.ts";
import { RU_ERRORS } from "./ru/errors.ts";
import { RU_V1_ROUTES } from "./ru/v1/routes.ts";
import { RU_V1_SCHEMAS } from "./ru/v1/schemas.ts";
import { RU_V2_COMMON } from "./ru/v2/common.ts";
import { RU_V2_RECOGNITION } from "./ru/v2/recognition.ts";
import { RU_V2_SYNTHESIS } from "./ru/v2/synthesis.ts";
import { RU_V2_WEBHOOKS } from "./ru/v2/webhooks.ts";
import type { Catalogue } from "./translate.ts";

/** The parts of the document in Russian; a text that several parts have is in one of them. */
export const RU_PARTS: readonly Catalogue[] = [
  RU_API,
  RU_ERRORS,
  RU_V1_ROUTES,
  RU_V1_SCHEMAS,
  RU_V2_COMMON,
  RU_V2_RECOGNITION,
  RU_V2_SYNTHESIS,
  RU_V2_WEBHOOKS,
];

/** The document in Russian. */
export const RU: Catalogue = Object.fromEntries(RU_PARTS.flatMap((part) => Object.entries(part)));
