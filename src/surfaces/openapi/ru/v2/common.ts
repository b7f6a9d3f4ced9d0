/** What recognition and synthesis of v2 have in common, in Russian. */
export const RU_V2_COMMON = {
  "Id of the job.": "Идентификатор задания.",
  "Id of the job, with or without its hyphens.": "Идентификатор задания, с дефисами или без них.",
  "`complete`, `failed` and `cancelled` are final; a `deferred` job waits for a free slot.":
    "`complete`, `failed` и `cancelled` — конечные статусы; задание со статусом `deferred` ждёт свободного места.",
  "When its status last changed.": "Время последнего изменения статуса.",
  "Name of the job.": "Название задания.",
  "Name of the job, as requested.": "Название задания, указанное в запросе.",
  "Name of the model. Required, here or as `engine`.":
    "Имя модели. Обязательно: указывается здесь или в поле `engine`.",
  "Another name for `model`.": "Другое название поля `model`.",
  "Name of the model in requests.": "Имя модели для запросов.",
  "Name of the model for people.": "Имя модели, предназначенное для человека.",
  "Whether the request was held for the result.": "Признак того, что запрос ожидал результата.",
  "Number of this page, from 1.": "Номер этой страницы, начиная с 1.",
  "Jobs on a full page.": "Число заданий на полной странице.",
  "Number of pages.": "Число страниц.",
  "Where in the whole this page is.": "Положение страницы в списке.",
  "All jobs that match, not only those of this page.": "Число всех подходящих заданий, а не только на этой странице.",
  "Only jobs created on this UTC date or later; a time of day may follow.":
    "Только задания, созданные в эту дату по UTC или позже; после даты можно указать время.",
  "Only jobs created on this UTC date or earlier; a time of day may follow.":
    "Только задания, созданные в эту дату по UTC или раньше; после даты можно указать время.",
  "Number of the page, from 1.": "Номер страницы, начиная с 1.",
  "How many to give on a page.": "Количество элементов на странице.",
  "What the jobs are sorted by.": "Признак, по которому сортируются задания: время или название.",
  "Whether the oldest, or the first label, comes first.":
    "Порядок по возрастанию: сначала самые старые задания или первые по алфавиту названия.",
  "Number of jobs.": "Число заданий.",
  "The number alone.": "Только число.",
  "How many jobs of the account match all filters, which are those of the list.":
    "Число заданий аккаунта, соответствующих всем фильтрам; фильтры те же, что у списка.",
  "The job.": "Задание.",
  "The status.": "Статус.",
  "The models.": "Модели.",
  "The job as it was last.": "Последнее состояние задания.",
  "How far the job is.": "Ход выполнения задания.",
  "Facts about it, where there are any, such as the limit that was passed.":
    "Дополнительные сведения, если они есть, например превышенный предел.",
} as const;
