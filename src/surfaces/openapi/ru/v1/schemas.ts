/** The schemas of v1, their properties and the sentences of their examples in Russian. */
export const RU_V1_SCHEMAS = {
  "Good morning, my friend.": "Доброе утро, мой друг.",
  " friend.": " друг.",

  "`data` of an `update` event: the whole transcription, with what is known of its end.":
    "Поле `data` события `update`: вся расшифровка и сведения о времени её окончания.",
  "When it will be over; null in events that are told again on resuming.":
    "Оценка времени окончания; null в событиях, которые передаются снова при возобновлении.",
  "`data` of a `token` event.": "Поле `data` события `token`.",
  "Position in the event log, the same as the `id` of the event.": "Номер в журнале событий, совпадает с `id` события.",
  "Part of the recording that it was heard in, from 0.": "Фрагмент записи, в котором распознан текст, начиная с 0.",
  "Text to append to what came before.": "Текст, который следует добавить к предыдущему.",

  "Id of the transcription.": "Идентификатор расшифровки.",
  "`completed` and `failed` are final; a cancelled transcription is `failed`.":
    "`completed` и `failed` — конечные статусы; отменённая расшифровка имеет статус `failed`.",
  "The upload that is transcribed.": "Загрузка, которая расшифровывается.",
  "Name of the recording.": "Имя записи.",
  "MIME type of the recording.": "MIME-тип записи.",
  "Stored length of the recording in bytes.": "Размер записи в хранилище в байтах.",
  "Measured and rounded up; null until then.": "Измеренная длительность с округлением вверх; до измерения null.",
  "Language as requested.": "Язык, указанный в запросе.",
  "Code of the language that was heard; null until known.": "Код распознанного языка; null, пока он не определён.",
  "How sure the engine is of it; null when it does not tell.":
    "Уверенность модели в определении языка; null, если модель её не сообщает.",
  "Model as requested.": "Модель, указанная в запросе.",
  "Preset as requested.": "Набор указаний из запроса.",
  "`pricing_mode` of the request.": "Значение `pricing_mode` из запроса.",
  "`source_channel` of the request.": "Значение `source_channel` из запроса.",
  "What was recognized so far. In lists null until the job is over, and on pages of very much text.":
    "Распознанный на данный момент текст. В списках null до окончания задания, а также на страницах с очень большим объёмом текста.",
  "What was recognized before `chunk_prompt_preset` took words out; null when it took none.":
    "Распознанный текст до удаления слов согласно `chunk_prompt_preset`; null, если слова не удалялись.",
  "The text in time. Empty where a list leaves the text out.":
    "Текст с разметкой по времени. Пустой массив, если в списке текст опущен.",
  "Share of the recording that is done; 0 until its length is known.":
    "Обработанная доля записи; 0, пока её длительность неизвестна.",
  "Why it failed, as an English sentence; null unless it did.":
    "Причина неудачи на английском языке; null, если задание не завершилось неудачей.",
  "When the job was created.": "Время создания задания.",
  "When work on it began; null until then.": "Время начала обработки; до этого момента null.",
  "When it ended, either way; null until then.": "Время окончания с любым исходом; до этого момента null.",
  "A transcription as it stands.": "Текущее состояние расшифровки.",
  "Position among the segments, from 0.": "Порядковый номер сегмента, начиная с 0.",
  "Where it starts, in seconds from the start of the recording.": "Начало, в секундах от начала записи.",
  "Where it ends, in seconds from the start of the recording.": "Конец, в секундах от начала записи.",
  "What was said in it.": "Текст сегмента.",
  "Audio channel on which it was heard, from 0.": "Номер аудиоканала, начиная с 0.",
  "Its words in order.": "Слова сегмента по порядку.",
  "A stretch of speech, fit for a subtitle.": "Отрезок речи, пригодный для субтитра.",
  "The word with its punctuation.": "Слово со знаками препинания.",
  "A recognized word and its time.": "Распознанное слово и его время.",
  "1 for the next job to start, 0 once it runs.":
    "Место в очереди: 1 у задания, которое начнётся следующим, 0 у выполняемого.",
  "Until the transcription is over, estimated from measurements alone.":
    "Время до окончания расшифровки, оценённое только по измерениям.",
  "How long finished transcriptions with this model took lately, from start to end.":
    "Среднее время выполнения недавних расшифровок этой моделью, от начала до окончания.",
  "False when nothing was measured yet to estimate by; `estimated_wait_seconds` is 0 then.":
    "False, если измерений для оценки ещё нет; тогда `estimated_wait_seconds` равно 0.",
  "When a transcription will be over; all numbers are 0 once it is.":
    "Оценка времени окончания расшифровки; после окончания все числа равны 0.",
  "Its status.": "Статус расшифровки.",
  "The transcription that was created.": "Созданная расшифровка.",
  "This page, newest first.": "Элементы страницы, начиная с самых новых.",
  "All transcriptions of the account, not only this page.":
    "Общее число расшифровок аккаунта, а не только этой страницы.",
  "A page of transcriptions.": "Страница списка расшифровок.",
  "`object_key` of an upload of the account.": "Значение `object_key` загрузки этого аккаунта.",
  "Name to show in place of that of the upload.": "Имя, показываемое вместо имени загрузки.",
  "MIME type to show in place of that of the upload.": "MIME-тип, показываемый вместо типа загрузки.",
  "Accepted for compatibility; the stored length counts.":
    "Принимается для совместимости; учитывается размер файла в хранилище.",
  "Length of the recording if known: a hint to reserve credit by. What is charged is measured.":
    "Длительность записи, если известна: подсказка для резервирования кредита. Списание производится по измеренной длительности.",
  "`auto`, or a language code whose region is ignored.": "`auto` или код языка; регион в коде не учитывается.",
  "Model that recognizes.": "Модель распознавания.",
  "`verbatim` keeps every word, `remove_fillers` takes filler words out, `concise` repetitions as well; `default` leaves it to the model.":
    "`verbatim` сохраняет все слова, `remove_fillers` удаляет слова-паразиты, `concise` — ещё и повторы; `default` оставляет выбор за моделью.",
  "Label for accounting, such as `free_test` or `package`.": "Метка для учёта, например `free_test` или `package`.",
  "Where the job comes from, such as `web`, `api` or `telegram`.":
    "Источник задания, например `web`, `api` или `telegram`.",
  "A recording and how to transcribe it.": "Запись и параметры её расшифровки.",

  "Bucket that takes the recording.": "Бакет (контейнер хранилища), в который загружается запись.",
  "Name of the recording in the bucket, with which it is transcribed.":
    "Имя записи в бакете; указывается при создании расшифровки.",
  "Where to PUT the recording; valid until `expires_at`.":
    "URL для передачи записи методом PUT; действует до `expires_at`.",
  "Every header that the PUT must send, with exactly these values.":
    "Все заголовки, которые необходимо передать в запросе PUT, в точности с этими значениями.",
  "When `upload_url` stops working.": "Время, когда `upload_url` перестаёт действовать.",
  "Whether these bytes are stored already, so that the PUT may be left out.":
    "Признак того, что эти данные уже хранятся и запрос PUT можно не выполнять.",
  "Where to put the recording, and how.": "Адрес и условия передачи записи.",
  "Name of the recording, for people.": "Имя записи, предназначенное для человека.",
  "MIME type of the recording; the PUT must then send the same.":
    "MIME-тип записи; если указан, в запросе PUT должен быть тот же.",
  "Length of the recording in bytes, 5 GiB at most; the PUT must then have it.":
    "Размер записи в байтах, не более 5 ГиБ; если указан, размер в запросе PUT должен совпадать.",
  "SHA-256 of the recording in hex. Bytes that the account has stored already need no second upload.":
    "SHA-256 записи в шестнадцатеричном виде. Данные, уже сохранённые аккаунтом, повторно загружать не нужно.",
  "What is going to be uploaded.": "Сведения о предстоящей загрузке.",

  "All voices.": "Все голоса.",
  "The voice of requests that name none.": "Голос для запросов, в которых он не указан.",
  "The voices.": "Голоса.",
  "Name of the voice in requests.": "Имя голоса для запросов.",
  "Name of the voice for people.": "Имя голоса, предназначенное для человека.",
  "`auto`: the language is told by the script of the text.": "`auto`: язык определяется по письменности текста.",
  "Codes of the languages that the voice speaks.": "Коды языков, которыми владеет голос.",
  "How the voice sounds.": "Звучание голоса: женское или мужское.",
  "What the voice is like, in English.": "Описание голоса на английском языке.",
  "A voice.": "Голос.",
  "A speech job.": "Ответ с заданием синтеза.",
  "Id of the speech.": "Идентификатор задания синтеза.",
  "`completed` and `failed` are final; a cancelled speech is `failed`.":
    "`completed` и `failed` — конечные статусы; отменённый синтез имеет статус `failed`.",
  "The text as requested.": "Текст, указанный в запросе.",
  "The voice as requested.": "Голос, указанный в запросе.",
  "Code points of the text.": "Число кодовых позиций Юникода в тексте.",
  "Measured length of the audio; null until completed.": "Измеренная длительность аудио; до завершения null.",
  "Share of the phrases that are spoken.": "Доля озвученных фраз.",
  "A speech as it stands.": "Текущее состояние задания синтеза.",
  "What to say, in English or Russian. A combining acute (U+0301) after a vowel marks the stress.":
    "Текст на английском или русском языке. Комбинируемый акут (U+0301) после гласной обозначает ударение.",
  "Who says it.": "Голос, которым озвучивается текст.",
  "A text and the voice to say it.": "Текст и голос для его озвучивания.",
  "Gives the MP3 file; takes GETs for 15 minutes, without a key.":
    "URL файла MP3; доступен для запросов GET в течение 15 минут, без ключа.",
  "Where the finished MP3 is.": "Адрес готового файла MP3.",

  "The key itself; shown only here.": "Сам ключ; показывается только здесь.",
  "A new API key.": "Новый ключ API.",
  "Id of the key.": "Идентификатор ключа.",
  "Name of the key.": "Название ключа.",
  "How the key begins, to tell it from others.": "Начало ключа, по которому его можно отличить от других.",
  "What the key may be used for; empty permits everything.": "Области действия ключа; пустой массив разрешает всё.",
  "When it was last used, at most a minute behind; null if never.":
    "Время последнего использования с отставанием не более минуты; null, если ключ не использовался.",
  "When it stops working; null if never.": "Время окончания действия; null, если оно не ограничено.",
  "When it was created.": "Время создания.",
  "An API key, without the key itself.": "Сведения о ключе API без самого ключа.",
  "What to call the key.": "Как назвать ключ.",
  "What the key may be used for; empty permits everything that its creator may do.":
    "Области действия ключа; пустой массив разрешает всё, что разрешено его создателю.",
  "In the future; left out or null, the key does not expire.":
    "Время окончания действия, в будущем; если не указано или null, срок действия не ограничен.",
  "The key to create.": "Параметры создаваемого ключа.",
  "The keys, newest first.": "Ключи, начиная с самых новых.",
  "The keys of an account.": "Ключи аккаунта.",

  "First day of the range.": "Первые сутки диапазона.",
  "Last day of the range.": "Последние сутки диапазона.",
  "Every day of the range, by the UTC day of creation.":
    "Все сутки диапазона; задания отнесены к суткам создания по UTC.",
  "What an account used in a range of days.": "Потребление аккаунта за диапазон суток.",
  "The UTC day.": "Сутки по UTC.",
  "What was used on a day.": "Потребление за сутки.",
  "Transcriptions and syntheses created.": "Число созданных расшифровок и заданий синтеза.",
  "Measured length of completed transcriptions.": "Измеренная длительность завершённых расшифровок.",
  "Code points synthesised; failed jobs do not count.":
    "Число синтезированных кодовых позиций Юникода; неудавшиеся задания не учитываются.",
  "What was used.": "Объём потребления.",
} as const;
