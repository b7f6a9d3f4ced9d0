/** The API as a whole and its tags in Russian. */
export const RU_API = {
  "voxedge API": "API сервиса voxedge",
  "Speech to text and text to speech. `/v1` transcribes uploaded recordings, which can be watched live, and speaks texts; `/v2/speech` does both for clients of its own form, and tells webhooks what became of any job. Both work for the same accounts with the same keys. Everything is JSON over HTTPS, apart from event streams and audio. Times are ISO 8601 in UTC, lengths are seconds.":
    "Распознавание и синтез речи. `/v1` расшифровывает загруженные записи с возможностью следить за ходом в реальном времени и озвучивает тексты; `/v2/speech` выполняет то же для клиентов со своим форматом запросов и сообщает вебхукам об исходе любого задания. Обе версии работают с одними и теми же аккаунтами и ключами. Данные передаются в формате JSON по HTTPS, кроме потоков событий и аудио. Время указывается по ISO 8601 в UTC, длительность — в секундах.",
  "This deployment.": "Этот экземпляр сервиса.",
  "An API key (`nag_` and 32 hex digits), or a JWT of the configured issuer.":
    "Ключ API (`nag_` и 32 шестнадцатеричные цифры) или JWT настроенного издателя.",
  "An API key, the same as for `/v1`.": "Ключ API, тот же, что и для `/v1`.",

  Transcription: "Расшифровка",
  "Recordings become text, watched live or fetched when done.":
    "Преобразование записей в текст: с наблюдением в реальном времени или получением готового результата.",
  "Text to speech": "Озвучивание текста",
  "Texts become speech, as an MP3 file or a stream.": "Преобразование текста в речь: в виде файла MP3 или потока.",
  Upload: "Загрузка",
  "Recordings go straight into storage, through presigned URLs.":
    "Загрузка записей непосредственно в хранилище по подписанным URL.",
  "API keys": "Ключи API",
  "Keys of the account, with scopes and expiry.": "Ключи аккаунта с областями действия и сроком действия.",
  Usage: "Потребление",
  "What the account has used.": "Потребление ресурсов аккаунтом.",
  Recognition: "Распознавание",
  "Recordings become text: sent along or fetched from a URI, waited for or asked for later.":
    "Преобразование записей в текст: запись передаётся в запросе или скачивается по URI, результат можно дождаться или запросить позже.",
  Synthesis: "Синтез",
  "Texts and SSML become speech as Opus, MP3 or WAV, waited for or asked for later.":
    "Преобразование текста и SSML в речь в формате Opus, MP3 или WAV; результат можно дождаться или запросить позже.",
  Webhooks: "Вебхуки",
  "Endpoints of the account that are told when a job of either version is over, and what was delivered to them.":
    "Адреса аккаунта, которым сообщается об окончании заданий обеих версий, и журнал доставок.",
} as const;
