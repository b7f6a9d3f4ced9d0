/** Error answers in Russian: what they mean, and what their English sentences say. */
export const RU_ERRORS = {
  "What went wrong, as an English sentence for people.":
    "Описание ошибки на английском языке, предназначенное для человека.",
  "What went wrong, as a stable name for programs.": "Неизменный код ошибки, предназначенный для программ.",
  "The failed request, to ask about it; sent with statuses from 500 on.":
    "Идентификатор запроса для обращения в поддержку; передаётся при статусах от 500.",
  "The body of every answer with an error status.": "Тело любого ответа с ошибкой.",
  "Id of this request, as the logs of the service know it.": "Идентификатор запроса в журналах сервиса.",
  "Always `Bearer`.": "Всегда `Bearer`.",
  "Whole seconds after which the request may be repeated.":
    "Через сколько секунд (целое число) запрос можно повторить.",

  "The request is not valid.": "Некорректный запрос.",
  "The key or token is missing, malformed, unknown, revoked or expired.":
    "Ключ или токен отсутствует, имеет неверный формат, неизвестен, отозван или просрочен.",
  "The account has no transcription credits left.": "На счёте не осталось кредитов на расшифровку.",
  "The key lacks the scope that this route needs.": "У ключа нет области действия, необходимой для этого метода.",
  "No such transcription of the account.": "У аккаунта нет такой расшифровки.",
  "The transcription ended before.": "Расшифровка уже завершена.",
  "No such speech of the account.": "У аккаунта нет такого задания синтеза.",
  "No such speech of the account, or it is not finished, or no longer kept.":
    "У аккаунта нет такого задания синтеза либо оно не завершено или уже не хранится.",
  "No such key of the account.": "У аккаунта нет такого ключа.",
  "The request body or what it announces is too large.": "Тело запроса или заявленный в нём файл слишком велики.",
  "The `Content-Type` is not `application/json`.": "Заголовок `Content-Type` отличается от `application/json`.",
  "The `Idempotency-Key` was already used with another request.":
    "Это значение `Idempotency-Key` уже использовано в другом запросе.",
  "Too many jobs are running already, or the daily limit is reached.":
    "Выполняется слишком много заданий либо исчерпан суточный лимит.",
  "A defect of the service.": "Внутренняя ошибка сервиса.",
  "The speech failed before its first bytes.": "Синтез не удался до передачи первых байтов.",
  "Something that the service needs is out of reach for the moment.":
    "Временно недоступен один из компонентов сервиса.",

  "the request is not valid": "некорректный запрос",
  "missing Authorization header": "отсутствует заголовок Authorization",
  "invalid Authorization header format": "неверный формат заголовка Authorization",
  "invalid api key": "неверный ключ API",
  "api key has been revoked": "ключ API отозван",
  "api key has expired": "срок действия ключа API истёк",
  "invalid token": "неверный токен",
  "token expired": "срок действия токена истёк",
  "the api key has no permission for this route": "ключ API не даёт права на этот метод",
  "no transcription credits remaining": "кредиты на расшифровку исчерпаны",
  "the job is already over": "задание уже завершено",
  "transcription not found": "расшифровка не найдена",
  "speech not found": "задание синтеза не найдено",
  "audio not ready": "аудио ещё не готово",
  "the audio is no longer stored": "аудио больше не хранится",
  "api key not found": "ключ API не найден",
  "no uploaded file under this object_key": "по этому object_key нет загруженного файла",
  "the uploaded file is empty": "загруженный файл пуст",
  "the audio is longer than the limit": "длительность аудио превышает допустимую",
  "the file is larger than the limit": "размер файла превышает допустимый",
  "the request body is larger than 65536 bytes": "тело запроса больше 65536 байт",
  "the content-type must be application/json": "значение content-type должно быть application/json",
  "the Idempotency-Key was used with another request": "этот Idempotency-Key использован в другом запросе",
  "too many jobs are already running": "уже выполняется слишком много заданий",
  "the daily limit of jobs is reached": "достигнут суточный лимит заданий",
  "internal error": "внутренняя ошибка",
  "speech synthesis failed": "не удалось синтезировать речь",
  "no node took up the text, try again": "ни один узел не принял текст, повторите попытку",
  "storage is unavailable, try again": "хранилище недоступно, повторите попытку",
  "the queue is unavailable, try again": "очередь недоступна, повторите попытку",
  "the identity provider does not answer, try again": "поставщик удостоверений не отвечает, повторите попытку",
} as const;
