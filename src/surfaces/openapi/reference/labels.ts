/** What the reference page says itself, beside the document that it shows. */
export interface Labels {
  readonly otherLanguage: { readonly code: string; readonly name: string };
  readonly document: string;
  readonly authorization: string;
  readonly parameters: string;
  readonly body: string;
  readonly answers: string;
  readonly events: string;
  readonly schemas: string;
  readonly example: string;
  readonly required: string;
}

const EN: Labels = {
  otherLanguage: { code: "ru", name: "Русский" },
  document: "OpenAPI document",
  authorization: "Authorization",
  parameters: "Parameters",
  body: "Request body",
  answers: "Answers",
  events: "Webhook events",
  schemas: "Schemas",
  example: "Example",
  required: "required",
};

const RU: Labels = {
  otherLanguage: { code: "en", name: "English" },
  document: "Документ OpenAPI",
  authorization: "Авторизация",
  parameters: "Параметры",
  body: "Тело запроса",
  answers: "Ответы",
  events: "События вебхуков",
  schemas: "Схемы",
  example: "Пример",
  required: "обязательно",
};

export function labelsIn(language: string): Labels {
  return language === "ru" ? RU : EN;
}
