import { RU_ERRORS } from "./ru/errors.ts";
import { RU_ROUTES } from "./ru/v1/routes.ts";
import { RU_SCHEMAS } from "./ru/v1/schemas.ts";
import type { Catalogue } from "./translate.ts";

/** The document in Russian. */
export const RU: Catalogue = { ...RU_ROUTES, ...RU_SCHEMAS, ...RU_ERRORS };
