/** Synthesis of v2 in Russian. */
export const RU_V2_SYNTHESIS = {
  "List the synthesis models": "Получить список моделей синтеза",
  "All models that a synthesis job may name.": "Все модели, которые можно указать в задании синтеза.",
  "List synthesis jobs": "Получить список заданий синтеза",
  "The jobs of the account that match all filters, page by page, without their audio.":
    "Задания аккаунта, соответствующие всем фильтрам, постранично и без аудио.",
  "Only jobs in whose text or SSML this occurs, in any case.":
    "Только задания, в тексте или SSML которых встречается эта строка, без учёта регистра.",
  "Have a text spoken": "Озвучить текст",
  "Starts a job. With `wait` the answer is held for the audio of a short text; when that is not there in time, the answer is that of a job which runs on. Ask for the job by its id, or be told by a webhook. A job whose audio would be longer than ten minutes fails.":
    "Создаёт задание. При указании `wait` ответ задерживается до получения аудио для короткого текста; если аудио не готово вовремя, возвращается задание, которое продолжает выполняться. Запрашивайте задание по идентификатору или получите уведомление через вебхук. Задание, аудио которого оказалось бы длиннее десяти минут, завершается неудачей.",
  "Give the audio as an expiring URL in `result.path` instead of in `result.data`.":
    "Передать аудио в виде URL с ограниченным сроком действия в `result.path`, а не в `result.data`.",
  "Count synthesis jobs": "Подсчитать задания синтеза",
  "Get one synthesis job": "Получить задание синтеза с аудио",
  "The job as it stands, with its audio once it is complete.":
    "Текущее состояние задания; по его завершении — с аудио.",
  "Archive one synthesis job": "Архивировать задание синтеза",
  "Hides the job from then on. One that waits is cancelled first; one in progress cannot be archived.":
    "Скрывает задание. Ожидающее задание сначала отменяется; выполняемое архивировать нельзя.",
  "The job as it was last, without its audio.": "Последнее состояние задания, без аудио.",
  "Get the status of one synthesis job": "Получить статус задания синтеза",
  "How far the job is, counted in phrases of the text.": "Ход выполнения задания, измеренный во фразах текста.",

  "Text as requested; null for SSML, empty once its retention has ended.":
    "Текст, указанный в запросе; null для SSML, пустая строка по истечении срока хранения.",
  "SSML as requested; null for text, empty once its retention has ended.":
    "SSML, указанный в запросе; null для текста, пустая строка по истечении срока хранения.",
  "What was to be said.": "Что требовалось озвучить.",
  "Format of the audio.": "Формат аудио.",
  "Semitones above the voice's own pitch.": "Повышение тона в полутонах относительно обычного тона голоса.",
  "Times the voice's own pace.": "Множитель обычного темпа голоса.",
  "Samples per second of the audio.": "Частота дискретизации аудио в герцах.",
  "How it is said.": "Параметры озвучивания.",
  "Format of the audio; not there unless the job is complete.":
    "Формат аудио; отсутствует, если задание не завершено успешно.",
  "Measured length in seconds; not there unless the job is complete.":
    "Измеренная длительность в секундах; отсутствует, если задание не завершено успешно.",
  "Samples per second; not there unless the job is complete.":
    "Частота дискретизации в герцах; отсутствует, если задание не завершено успешно.",
  "Always 1; not there unless the job is complete.": "Всегда 1; отсутствует, если задание не завершено успешно.",
  "Why there is no audio, as an English sentence; not there when there is.":
    "Причина отсутствия аудио на английском языке; если аудио есть, поле отсутствует.",
  "Languages that it speaks; the script of a text tells which.":
    "Языки, которыми владеет голос; язык определяется по письменности текста.",
  "What the text may be about.": "Предметная область текста.",
  "The voice, as v1 names it.": "Голос под тем же именем, что и в v1.",
  "Channels of its audio.": "Число каналов аудио.",
  "Samples per second that it is made at, before it is brought to what is asked for.":
    "Частота дискретизации в герцах, с которой создаётся аудио до приведения к запрошенной.",
  "What is known of the audio.": "Сведения об аудио.",
  "The jobs of this page, without their audio.": "Задания этой страницы, без аудио.",
  "A page of synthesis jobs.": "Страница списка заданий синтеза.",
  "The audio. Not there with `as_signed_url`, or when it is no longer kept.":
    "Аудио. Отсутствует при указании `as_signed_url`, а также если больше не хранится.",
  "Gives the audio; takes GETs for 15 minutes, without a key. There with `as_signed_url`, and of jobs that were not waited for.":
    "URL аудио; доступен для запросов GET в течение 15 минут, без ключа. Передаётся при указании `as_signed_url`, а также для заданий, результата которых запрос не ожидал.",
  "The audio; null until the job is over.": "Аудио; до окончания задания null.",
  "A synthesis job as it stands.": "Текущее состояние задания на синтез.",
  "Share of the phrases that are spoken, in percent.": "Доля озвученных фраз в процентах.",
  "The same.": "То же значение.",
  "The same by stage, of which there is one.": "То же по этапам; этап всего один.",
  "How far a synthesis job is.": "Ход выполнения задания синтеза.",

  "A text and how to say it.": "Текст и параметры его озвучивания.",
  "How to say it.": "Параметры озвучивания, указываемые в запросе.",
  "Hold the answer for the result. Only for texts of 280 characters.":
    "Задержать ответ до получения результата. Только для текстов не длиннее 280 символов.",
  "Format of the audio; `opus` comes in an Ogg container.": "Формат аудио; `opus` передаётся в контейнере Ogg.",
  "Samples per second. `opus`: 8000, 12000, 16000, 24000, 48000, by default 48000; `mp3` and `wav`: 8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, by default 22050.":
    "Частота дискретизации в герцах. `opus`: 8000, 12000, 16000, 24000, 48000, по умолчанию 48000; `mp3` и `wav`: 8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, по умолчанию 22050.",
  "What to say.": "Что озвучить.",
  "What to say, as it stands: at most 5000 characters, in English or Russian. Either this or `ssml`.":
    "Текст для озвучивания без разметки: не более 5000 символов, на английском или русском языке. Указывается либо это поле, либо `ssml`.",
  "What to say, as SSML of at most 10000 characters: `speak` with `break` (time, strength), `emphasis` (level) and `prosody` (rate, pitch, volume), and nothing else.":
    "Текст для озвучивания в виде SSML, не более 10000 символов: `speak`, в котором допускаются только `break` (time, strength), `emphasis` (level) и `prosody` (rate, pitch, volume).",
} as const;
