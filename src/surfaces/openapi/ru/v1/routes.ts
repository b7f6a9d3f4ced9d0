/** The operations of v1 in Russian. */
export const RU_V1_ROUTES = {
  "Prepare an upload": "Подготовить загрузку",
  "Gives a URL that takes one PUT of the recording, straight into storage. Send exactly the `headers` of the answer with it.":
    "Возвращает URL, по которому запись один раз передаётся методом PUT непосредственно в хранилище. Вместе с ней передайте в точности заголовки из поля `headers` ответа.",
  "1 to 255 printable ASCII characters of your choice. Repeated within 24 h, the request has one effect.":
    "От 1 до 255 печатных символов ASCII по вашему выбору. При повторе в течение 24 часов запрос выполняется лишь один раз.",
  "`true` on an answer that is given again; absent on the first one.":
    "`true` в повторно переданном ответе; в первом ответе отсутствует.",
  "Where to put the file.": "Куда передать файл.",

  "List transcriptions": "Получить список расшифровок",
  "The transcriptions of the account, newest first, page by page.":
    "Расшифровки аккаунта постранично, начиная с самых новых.",
  "How many to give; brought into 1..100.": "Количество элементов; приводится к диапазону 1..100.",
  "How many of the newest to leave out.": "Сколько самых новых элементов пропустить.",
  "One page.": "Одна страница.",
  "Transcribe an uploaded recording": "Расшифровать загруженную запись",
  "Starts a job on a recording that was PUT to its presigned URL. Credit is reserved and settled by the measured length; a failed job is free.":
    "Создаёт задание для записи, переданной методом PUT по подписанному URL. Кредит резервируется и списывается по измеренной длительности; неудавшееся задание бесплатно.",
  "The job was created.": "Задание создано.",
  "Get one transcription": "Получить расшифровку",
  "The transcription as it stands, with the text recognized so far.":
    "Текущее состояние расшифровки с распознанным на данный момент текстом.",
  "The transcription.": "Расшифровка.",
  "Watch a transcription as it is made": "Следить за ходом расшифровки",
  "Server-sent events whose `data` is JSON: `update` (`TranscriptionUpdateEvent`), `token` (`TranscriptionTokenEvent`, text to append in order), `done` (`Transcription`, completed or failed; then the stream ends) and `error` (`Error`, trouble with the stream itself). A client that reconnects with the `id` of its last event misses nothing.":
    "События SSE, поле `data` которых содержит JSON: `update` (`TranscriptionUpdateEvent`), `token` (`TranscriptionTokenEvent`, текст для последовательного добавления), `done` (`Transcription`, завершённая или неудавшаяся; затем поток закрывается) и `error` (`Error`, неполадка самого потока). Клиент, который переподключается с `id` последнего полученного события, ничего не пропустит.",
  "`id` of the last event that arrived; the stream resumes after it. Sent by browsers themselves.":
    "`id` последнего полученного события; поток возобновляется после него. Браузеры передают этот заголовок сами.",
  "The same for clients that cannot set headers; the header prevails.":
    "То же для клиентов, которые не могут задавать заголовки; заголовок имеет приоритет.",
  "The events, as they happen.": "События по мере их появления.",
  "A stream in the format of the HTML standard, with comments as keep-alive.":
    "Поток в формате стандарта HTML; соединение поддерживается комментариями.",
  'id: 7\nevent: token\ndata: {"seq":7,"chunk_index":0,"text":" friend."}\n\n':
    'id: 7\nevent: token\ndata: {"seq":7,"chunk_index":0,"text":" друг."}\n\n',
  "The transcription is over and nothing follows the given id.":
    "Расшифровка окончена, и после указанного идентификатора событий нет.",
  "Estimate when a transcription will be over": "Оценить время окончания расшифровки",
  "Place in the queue and remaining time, from what recent transcriptions took. The events of the stream carry the same.":
    "Место в очереди и оставшееся время по данным о недавних расшифровках. Те же сведения передаются в событиях потока.",
  "The estimate as of now.": "Оценка на текущий момент.",
  "Cancel a transcription": "Отменить расшифровку",
  "Ends the transcription as `failed` and keeps the text told so far. Only what was recognized is charged; one on which no work had begun is free. Cancelled once more, it stays as it is.":
    "Завершает расшифровку со статусом `failed` и сохраняет уже полученный текст. Списывается только распознанное; если работа ещё не началась, отмена бесплатна. Повторная отмена ничего не меняет.",
  "The transcription as it ended.": "Расшифровка в окончательном состоянии.",
  "Erase a transcription": "Удалить расшифровку",
  "Erases the transcription, its text and its recording for good; one that is not over is cancelled first. A recording that another unfinished transcription uses goes with that one.":
    "Безвозвратно удаляет расшифровку, её текст и запись; незавершённая расшифровка сначала отменяется. Запись, которую использует другая незавершённая расшифровка, удаляется вместе с ней.",
  "Nothing is left of the transcription.": "Расшифровка полностью удалена.",

  "List the voices": "Получить список голосов",
  "Every voice that a text can be spoken with.": "Все голоса, которыми можно озвучить текст.",
  "Have a text spoken into an MP3 file": "Озвучить текст в файл MP3",
  "Starts a job; ask for it by its id, and for the download once it is `completed`.":
    "Создаёт задание; запрашивайте его по идентификатору, а ссылку на файл — после перехода в `completed`.",
  "Listen to a text while it is spoken": "Слушать текст по мере озвучивания",
  "One continuous MP3 stream that starts after the first phrase. A client that leaves ends the synthesis; a synthesis that fails after the first bytes cuts the stream.":
    "Один непрерывный поток MP3, который начинается после первой фразы. Отключение клиента прекращает синтез; сбой синтеза после первых байтов обрывает поток.",
  "Has no effect here: a stream is not kept, it is made anew.":
    "Здесь не действует: поток не сохраняется и создаётся заново.",
  "The audio, as it is spoken.": "Аудио по мере озвучивания.",
  "MP3, 22,050 Hz, mono.": "MP3, 22 050 Гц, моно.",
  "Get one speech job": "Получить задание синтеза",
  "The speech as it stands, with the share of it that is done.": "Текущее состояние синтеза и доля выполненного.",
  "The speech.": "Задание синтеза.",
  "Get a URL of the finished MP3": "Получить URL готового файла MP3",
  "Works once the speech is `completed`; a streamed speech is not kept.":
    "Доступно после перехода задания в `completed`; речь, переданная потоком, не сохраняется.",
  "Where to get it.": "Адрес файла.",

  "Create an API key": "Создать ключ API",
  "The key itself is shown in this answer only. A key never permits more than the one that created it.":
    "Сам ключ показывается только в этом ответе. Ключ не может давать больше прав, чем тот, которым он создан.",
  "The key was created.": "Ключ создан.",
  "List API keys": "Получить список ключей API",
  "The keys of the account that were not revoked, newest first.": "Неотозванные ключи аккаунта, начиная с самых новых.",
  "The keys.": "Ключи.",
  "Revoke an API key": "Отозвать ключ API",
  "The key stops working for good. Revoking it once more changes nothing.":
    "Ключ перестаёт действовать навсегда. Повторный отзыв ничего не меняет.",
  "The key is revoked.": "Ключ отозван.",
  "Get usage by day": "Получить потребление по дням",
  "Jobs, measured audio and synthesised characters of the account per UTC day.":
    "Задания, измеренная длительность аудио и синтезированные символы аккаунта за каждые сутки по UTC.",
  "First UTC day; 29 days before `to` when left out.": "Первые сутки по UTC; если не указаны — за 29 суток до `to`.",
  "Last UTC day; today when left out. The range is at most 366 days.":
    "Последние сутки по UTC; если не указаны — текущие. Диапазон — не более 366 суток.",
  "Usage per UTC day.": "Потребление за каждые сутки по UTC.",
} as const;
