/** Recognition of v2 in Russian. */
export const RU_V2_RECOGNITION = {
  "List the recognition models": "Получить список моделей распознавания",
  "All models that a recognition job may name.": "Все модели, которые можно указать в задании распознавания.",
  "List recognition jobs": "Получить список заданий распознавания",
  "The jobs of the account that match all filters, page by page, without their results.":
    "Задания аккаунта, соответствующие всем фильтрам, постранично и без результатов.",
  "Only jobs in whose text all these words occur. Words in quotation marks must follow each other, and an asterisk stands for the rest of a word, as the end of the last word does by itself. Case and accents do not count. Punctuation alone matches nothing.":
    "Только задания, в тексте которых встречаются все указанные слова. Слова в кавычках должны следовать друг за другом; звёздочка заменяет окончание слова, а последнее слово считается началом и без неё. Регистр и диакритические знаки не учитываются. Запросу из одних знаков препинания не соответствует ничего.",
  "Recognize a recording": "Распознать запись",
  "Starts a job on audio that comes with the request or is fetched from a URI. With `wait` the answer is held for the result of short audio; when that is not there in time, the answer is that of a job which runs on. Ask for the job by its id, or be told by a webhook. Each channel is recognized by itself. Above the account's limit of jobs at a time, jobs wait as `deferred`.":
    "Создаёт задание для аудио, переданного в запросе или доступного по URI. При указании `wait` ответ задерживается до получения результата для короткого аудио; если результат не готов вовремя, возвращается задание, которое продолжает выполняться. Запрашивайте задание по идентификатору или получите уведомление через вебхук. Каждый канал распознаётся отдельно. Задания сверх лимита одновременно выполняемых ожидают со статусом `deferred`.",
  "Count recognition jobs": "Подсчитать задания распознавания",
  "Get one recognition job": "Получить задание распознавания",
  "The job as it stands, with its result once it is over.":
    "Текущее состояние задания; по его окончании — с результатом.",
  "Archive one recognition job": "Архивировать задание распознавания",
  "Hides the job from then on. One that waits is cancelled first and costs nothing; one in progress cannot be archived.":
    "Скрывает задание. Ожидающее задание сначала отменяется бесплатно; выполняемое архивировать нельзя.",
  "Get the status of one recognition job": "Получить статус задания распознавания",
  "How far the job is, counted in seconds of the recording.": "Ход выполнения задания, измеренный в секундах записи.",

  "Where the audio was to be fetched from, as requested.": "URI аудио, указанный в запросе.",
  "Always null: audio is never given back.": "Всегда null: аудио не возвращается.",
  "Measured length in seconds; null until known.": "Измеренная длительность в секундах; null, пока она неизвестна.",
  "MIME type of the audio; null until known.": "MIME-тип аудио; null, пока он неизвестен.",
  "Measured samples per second; null until known.":
    "Измеренная частота дискретизации в герцах; null, пока она неизвестна.",
  "Measured number of channels; null until known.": "Измеренное число каналов; null, пока оно неизвестно.",
  "The audio, as it was requested and measured.": "Сведения об аудио: указанные в запросе и измеренные.",
  "What was said.": "Произнесённый текст.",
  "False where the piece ends in the middle of an utterance.":
    "Значение false, если фрагмент обрывается посреди высказывания.",
  "Channel on which it was heard, from 0.": "Номер канала, начиная с 0.",
  "Always 1: no model tells speakers apart.": "Всегда 1: модели не различают говорящих.",
  "What was said, by time and then by channel.": "Распознанные фрагменты, упорядоченные по времени, затем по каналу.",
  "Always null: results are given in `data`.": "Всегда null: результат передаётся в поле `data`.",
  "Why the job failed, as an English sentence; null unless it did.":
    "Причина неудачи задания на английском языке; null, если задание не завершилось неудачей.",
  "Seconds from the creation of the job to its end; null until then.":
    "Время от создания задания до его окончания в секундах; до окончания null.",
  "Always null: no model gives them.": "Всегда null: модели их не определяют.",
  "What was recognized; null until the job is over. With `include_partial_results` also while it runs, with the pieces so far.":
    "Результат распознавания; до окончания задания null. При указании `include_partial_results` передаётся и во время выполнения, с уже распознанными фрагментами.",
  "Whether filler words are kept.": "Признак того, что слова-паразиты сохраняются.",
  "Whether pieces that end in the middle of an utterance are given.":
    "Признак того, что передаются фрагменты, которые обрываются посреди высказывания.",
  "Whether sentences are written.": "Признак того, что текст оформляется предложениями.",
  "Whether spoken numbers are written as digits.": "Признак того, что числительные записываются цифрами.",
  "Speakers as requested.": "Число говорящих, указанное в запросе.",
  "As requested; no model gives them.": "Значение из запроса; модели этих сведений не определяют.",
  "How it is recognized.": "Параметры распознавания.",
  "What was requested.": "Сведения из запроса.",
  "Language that it recognizes.": "Язык, который распознаёт модель.",
  "What the speech may be about.": "Предметная область речи.",
  "Kind of audio that it is made for.": "Вид аудио, для которого предназначена модель.",
  "Channels that it hears at once; those of a file are recognized one by one.":
    "Число одновременно распознаваемых каналов; каналы файла распознаются по отдельности.",
  "Samples per second that it works on; audio is brought to it.":
    "Частота дискретизации, с которой работает модель, в герцах; аудио приводится к ней.",
  "A recognizer.": "Модель распознавания.",
  "All recognizers.": "Все модели распознавания.",
  "The jobs of this page, without their results.": "Задания этой страницы, без результатов.",
  "A page of recognition jobs.": "Страница списка заданий распознавания.",
  "Share of the recording that is recognized, in percent.": "Распознанная доля записи в процентах.",
  "Share of the audio that has arrived, in percent of its bytes.": "Полученная доля аудио в процентах от его размера.",
  "The same by stage. What has no known length yet is at 0.":
    "То же по этапам; 0, пока размер или длительность неизвестны.",
  "How far the job is; null unless it is in progress.": "Ход выполнения задания; null, если оно не выполняется.",
  "A recognition job as it stands.": "Текущее состояние задания распознавания.",
  "How far a recognition job is.": "Ход выполнения задания распознавания.",

  "Audio and how to recognize it.": "Аудио и параметры его распознавания.",
  "How to recognize.": "Параметры распознавания, указываемые в запросе.",
  "Hold the answer for the result. Only for audio in `data` that is short.":
    "Задержать ответ до получения результата. Только для короткого аудио в поле `data`.",
  "Expected speakers. No model tells speakers apart: all pieces have the tag 1.":
    "Ожидаемое число говорящих. Модели не различают говорящих: все фрагменты получают метку 1.",
  "Keep filler words.": "Сохранять слова-паразиты.",
  "Also give pieces that end in the middle of an utterance, and what there is while the job runs.":
    "Передавать также фрагменты, которые обрываются посреди высказывания, и уже распознанное во время выполнения задания.",
  "Write sentences, with capitals and full stops.":
    "Оформлять текст предложениями: с прописными буквами и знаками препинания.",
  "Write spoken numbers as digits.": "Записывать числительные цифрами.",
  "Accepted and given back. No model gives insights: `speech_insights` stays null.":
    "Принимается и возвращается в ответе. Модели не анализируют речь: поле `speech_insights` остаётся null.",
  "Accepted and given back. No model gives insights: `voice_insights` stays null.":
    "Принимается и возвращается в ответе. Модели не анализируют голос: поле `voice_insights` остаётся null.",
  "The audio to recognize.": "Аудио для распознавания.",
  "The audio in base64, in any common format. Either this or `uri`.":
    "Аудио любого распространённого формата в base64. Указывается либо это поле, либо `uri`.",
  "Another name for `data`.": "Другое название поля `data`.",
  "Where the audio is: an https URL, `googledrive://<file id>`, or a link that Drive shares. Without `wait`.":
    "Адрес аудио: URL с https, `googledrive://<file id>` или ссылка для общего доступа Google Диска. Без `wait`.",
  "Length in seconds if known: a hint to reserve credit by. What is charged is measured.":
    "Длительность в секундах, если известна: подсказка для резервирования кредита. Списание производится по измеренной длительности.",
  "MIME type of the audio, for when it does not tell by itself.":
    "MIME-тип аудио на случай, если формат не определяется по содержимому.",
  "Accepted; what is measured counts.": "Принимается; учитывается измеренное значение.",

  "Recognize speech while it is spoken": "Распознавать речь по мере произнесения",
  'A WebSocket, which a handshake on the list of jobs opens too. Without a key in the handshake the first text message is `{"token":"<key>"}`. Then comes the configuration as JSON: `model`, and if wanted `label`, `include_filler`, `include_partial` and `audio` with `format`, which `s16le`, `pcm_mulaw` and `pcm_alaw` need, and their `sample_rate` and `channels`. Then the audio follows in binary messages of at most 1 MiB; an empty one ends it. The server says JSON by `type`: `created` (`id` of the job; audio may come), `partial` (`transcript` so far), `result` (`transcript`, `time_start`, `time_end`), `metadata` (`duration`, `quota_used`), `status`, `error` (`message`). It closes with 1000 when all is said, 4000 for the key, 4001 for the configuration, 4002 for the model, 4005 without credit, 4029 for too many jobs, 1007 for audio that cannot be read, 1009 for what is too large, 1001 when the job was cancelled and 1011 for a defect.':
    'WebSocket; соединение можно открыть и по адресу списка заданий. Если ключ не передан при установлении соединения, первое текстовое сообщение — `{"token":"<key>"}`. Затем передаётся конфигурация в JSON: `model` и при необходимости `label`, `include_filler`, `include_partial` и `audio` с полем `format`, обязательным для `s16le`, `pcm_mulaw` и `pcm_alaw`, и их `sample_rate` и `channels`. Далее следует аудио в двоичных сообщениях не более 1 МиБ; пустое сообщение завершает его. Сервер передаёт JSON, вид которого указан в `type`: `created` (`id` задания; можно передавать аудио), `partial` (`transcript` на данный момент), `result` (`transcript`, `time_start`, `time_end`), `metadata` (`duration`, `quota_used`), `status`, `error` (`message`). Код закрытия: 1000 — всё передано, 4000 — ошибка ключа, 4001 — ошибка конфигурации, 4002 — ошибка модели, 4005 — нет кредита, 4029 — слишком много заданий, 1007 — аудио не удаётся прочитать, 1009 — превышен размер, 1001 — задание отменено, 1011 — внутренняя ошибка.',
  "The key of clients that cannot set a header, such as web pages.":
    "Ключ для клиентов, которые не могут задавать заголовки, например веб-страниц.",
  "The connection speaks WebSocket from here on.": "Далее соединение работает по протоколу WebSocket.",
} as const;
