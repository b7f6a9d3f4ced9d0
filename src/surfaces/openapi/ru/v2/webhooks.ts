/** Webhooks in Russian. */
export const RU_V2_WEBHOOKS = {
  "List webhook endpoints": "Получить список адресов вебхуков",
  "All endpoints of the account, newest first, without their secrets.":
    "Все адреса аккаунта, начиная с самых новых, без секретов.",
  "The endpoints.": "Адреса.",
  "Create a webhook endpoint": "Создать адрес вебхука",
  "Events are POSTed to it from now on: at once, then after 1, 5, 30 and 120 minutes until it answers 2xx, each within 30 seconds. The answer is 200, not 201.":
    "С этого момента на адрес методом POST передаются события: сразу, затем через 1, 5, 30 и 120 минут, пока он не ответит 2xx; на каждый ответ отводится 30 секунд. Возвращается статус 200, а не 201.",
  "The endpoint was created.": "Адрес создан.",
  "Get one webhook endpoint": "Получить адрес вебхука",
  "The endpoint with its secrets.": "Адрес вместе с его секретами.",
  "The endpoint.": "Адрес.",
  "Update a webhook endpoint": "Изменить адрес вебхука",
  "Changes what is given. An endpoint that was disabled is called again.":
    "Изменяет указанные поля. Отключённый адрес снова начинает получать события.",
  "The endpoint as it is now.": "Адрес с учётом изменений.",
  "Delete a webhook endpoint": "Удалить адрес вебхука",
  "The endpoint is gone with its secrets and deliveries; nothing more is sent to it.":
    "Удаляет адрес вместе с секретами и журналом доставок; на него больше ничего не отправляется.",
  "The endpoint is deleted.": "Адрес удалён.",
  "Rotate the secret of a webhook endpoint": "Сменить секрет адреса вебхука",
  "Makes a new secret. The old one is used beside it for as long as is asked for, and not at all by default. Of more than five secrets the oldest goes at once.":
    "Создаёт новый секрет. Прежний используется наряду с ним в течение указанного срока; по умолчанию перестаёт действовать сразу. Если секретов больше пяти, самый старый сразу удаляется.",
  "The endpoint with the secrets that are live now.": "Адрес с действующими секретами.",
  "Send a test event": "Отправить тестовое событие",
  "Sends a `webhook.ping` at once, whatever the filters. One attempt; it is listed among the deliveries.":
    "Немедленно отправляет `webhook.ping` независимо от фильтров. Попытка одна; она попадает в список доставок.",
  "The test is on its way.": "Тестовое событие отправлено.",
  "List the deliveries of a webhook endpoint": "Получить список доставок на адрес вебхука",
  "The newest 100 attempts in the time given, newest first. They are kept for 30 days.":
    "До 100 последних попыток за указанный период, начиная с самых новых. Хранятся 30 дней.",
  "The attempts.": "Попытки доставки.",
  "Deliver what failed again": "Повторить неудавшиеся доставки",
  "Has every event delivered again whose last attempt at this endpoint failed, the newest 1,000 of them. One attempt each, with the same event id and body.":
    "Повторно доставляет все события, последняя попытка доставки которых на этот адрес не удалась, — до 1000 самых новых. Для каждого — одна попытка с теми же идентификатором события и телом.",
  "The deliveries that are on their way.": "Отправленные доставки.",
  "Repeat a delivery": "Повторить доставку",
  "Has the event of a delivery delivered again, failed or not. One attempt, with the same event id and body; where the event is still being tried, its next attempt is made now.":
    "Повторно доставляет событие независимо от исхода прежней доставки. Одна попытка с теми же идентификатором события и телом; если попытки доставить событие ещё продолжаются, следующая выполняется сейчас.",
  "The delivery is on its way.": "Доставка отправлена.",
  "List webhook events": "Получить список событий",
  "The newest 1,000 events in the time given, newest first. Events are recorded while the account has an endpoint, whether or not one wants them.":
    "До 1000 последних событий за указанный период, начиная с самых новых. События записываются, пока у аккаунта есть хотя бы один адрес, даже если фильтры их не пропускают.",
  "The events.": "События.",
  "Get one webhook event": "Получить событие",
  "The event with the body of its deliveries.": "Событие вместе с телом его доставок.",
  "The event.": "Событие.",
  "Id of the endpoint, with or without its hyphens.": "Идентификатор адреса, с дефисами или без них.",
  "Id of the delivery, with or without its hyphens.": "Идентификатор доставки, с дефисами или без них.",
  "Id of the event, with or without its hyphens.": "Идентификатор события, с дефисами или без них.",
  "Only what happened on this UTC date or later; a time of day may follow.":
    "Только произошедшее в эту дату по UTC или позже; после даты можно указать время.",
  "Only what happened on this UTC date or earlier; a time of day may follow.":
    "Только произошедшее в эту дату по UTC или раньше; после даты можно указать время.",

  "Where to send events.": "Куда передавать события.",
  "Where events are POSTed to: https on port 443, at a public host. Checked now and at each delivery.":
    "URL, на который события передаются методом POST: https, порт 443, публичный узел. Проверяется при создании и при каждой доставке.",
  "Event types to be told of: `stt.jobs.completed`, `stt.jobs.failed`, `tts.jobs.completed`, `tts.jobs.failed`, also spelled with `job` for `jobs`. Empty means all.":
    "Типы событий, о которых следует сообщать: `stt.jobs.completed`, `stt.jobs.failed`, `tts.jobs.completed`, `tts.jobs.failed`; допускается и написание с `job` вместо `jobs`. Пустой массив означает все.",
  "Kept and shown. Certificates are always verified, whatever it says.":
    "Сохраняется и возвращается. Сертификаты проверяются всегда, независимо от этого значения.",
  "What `X-Prosa-Signature` holds. `prosa`: `t=<unix seconds>`, then per live key `v1=<hex SHA-256 of key.body>` and `v2=<hex HMAC-SHA256 of t.body>`; check `v2`. `hmac`: `sha256=<hex HMAC-SHA256 of body>` of the newest key. The headers of Standard Webhooks come with both.":
    "Содержимое `X-Prosa-Signature`. `prosa`: `t=<unix seconds>`, затем для каждого действующего ключа `v1=<hex SHA-256 of key.body>` и `v2=<hex HMAC-SHA256 of t.body>`; проверяйте `v2`. `hmac`: `sha256=<hex HMAC-SHA256 of body>` по самому новому ключу. В обоих случаях передаются и заголовки Standard Webhooks.",
  "What to sign with; 64 random hex digits when left out.":
    "Ключ подписи; если не указан — 64 случайные шестнадцатеричные цифры.",
  "What to change of an endpoint; what is left out stays as it is.":
    "Изменяемые поля адреса; неуказанные остаются прежними.",
  "Days for which the old secret stays valid; 0 when left out. Added to `hours`.":
    "Сколько суток ещё действует прежний секрет; если не указано — 0. Складывается с `hours`.",
  "Hours for which the old secret stays valid; 0 when left out. Added to `days`.":
    "Сколько часов ещё действует прежний секрет; если не указано — 0. Складывается с `days`.",
  "How long the old secret stays valid; may stand in the query as well.":
    "Сколько ещё действует прежний секрет; можно указать и в строке запроса.",

  "All endpoints, newest first.": "Все адреса, начиная с самых новых.",
  "Id of the endpoint.": "Идентификатор адреса.",
  "Where events are POSTed to.": "URL, на который события передаются методом POST.",
  "Event types that it is told of, as requested; empty means all.":
    "Типы передаваемых событий, как указано в запросе; пустой массив означает все.",
  "As requested. Certificates are always verified, whatever it says.":
    "Значение из запроса. Сертификаты проверяются всегда, независимо от него.",
  "What `X-Prosa-Signature` holds.": "Содержимое заголовка `X-Prosa-Signature`.",
  "Since when it is no longer called, because it answered 410 or nothing but failures for 5 days; null while it is. Updating it has it called again.":
    "Время, с которого события больше не передаются, так как адрес ответил 410 или в течение 5 дней отвечал только ошибками; null, если передаются. После изменения адреса передача возобновляется.",
  "Where events are sent to.": "Адрес, на который передаются события.",
  "Id of the secret.": "Идентификатор секрета.",
  "What deliveries are signed with, as text.": "Ключ подписи доставок в текстовом виде.",
  "The same key as libraries of Standard Webhooks take it: `whsec_` and base64 of its characters.":
    "Тот же ключ в виде, принимаемом библиотеками Standard Webhooks: `whsec_` и base64 его символов.",
  "When it stops being used; only on secrets that were rotated.":
    "Время окончания использования; есть только у сменённых секретов.",
  "The live secrets, the newest first. Each delivery is signed with all of them.":
    "Действующие секреты, начиная с самого нового. Каждая доставка подписывается всеми.",
  "An endpoint and its secrets.": "Адрес и его секреты.",
  "What the endpoint was.": "Сведения об удалённом адресе.",
  "Names the delivery that was ordered.": "Идентификатор заказанной доставки.",
  "The endpoint that it goes to.": "Адрес, на который выполняется доставка.",
  "Its URL.": "URL адреса.",
  "The event that it carries, also in `X-Prosa-Event-UUID`.":
    "Доставляемое событие; передаётся и в `X-Prosa-Event-UUID`.",
  "A delivery that was ordered.": "Заказанная доставка.",
  "The deliveries that were ordered.": "Заказанные доставки.",
  "Attempts, newest first.": "Попытки доставки, начиная с самых новых.",
  "Id of this attempt.": "Идентификатор попытки.",
  "The event that it carried; the same in every attempt.": "Переданное событие; одно и то же во всех попытках.",
  "The endpoint that it went to.": "Адрес, на который выполнялась доставка.",
  "When it was made.": "Время попытки.",
  "Always `POST`.": "Всегда `POST`.",
  "Headers of the request, with the signatures.": "Заголовки запроса, включая подписи.",
  "Body of the request, exactly as sent. Null where it was deleted, or the list would be too large with it.":
    "Тело запроса в точности как было отправлено; null, если оно удалено или список с ним был бы слишком велик.",
  "Status of the answer; null when none came.": "Статус ответа; null, если ответа не было.",
  "Headers of the answer; null when none came.": "Заголовки ответа; null, если ответа не было.",
  "The first 64 KB of the answer; when none came, what went wrong.":
    "Первые 64 КБ ответа; если ответа не было — описание неполадки.",
  "Seconds until the answer was read, or given up.": "Время до получения ответа или прекращения ожидания, в секундах.",
  "An attempt to deliver an event.": "Попытка доставки события.",
  "Events, newest first.": "События, начиная с самых новых.",
  "Id of the event.": "Идентификатор события.",
  "What happened.": "Что произошло.",
  "When it was recorded.": "Время записи события.",
  "Something that happened.": "Произошедшее событие.",
  "The body of its deliveries; null once it was deleted with what it tells of.":
    "Тело доставок события; null, если оно удалено вместе с тем, о чём сообщает.",
  "An event and its body.": "Событие и его тело.",

  "A recognition job completed": "Задание распознавания завершено",
  "A recognition job failed": "Задание распознавания не удалось",
  "A synthesis job completed": "Задание синтеза завершено",
  "A synthesis job failed": "Задание синтеза не удалось",
  "An endpoint is tested": "Проверка адреса",
  "POSTed to every endpoint of the account whose filters let it through, at least once and in no certain order. An endpoint has 30 seconds to answer.":
    "Передаётся методом POST на каждый адрес аккаунта, фильтры которого его пропускают, не менее одного раза и без гарантии порядка. На ответ отводится 30 секунд.",
  "POSTed to one endpoint, whatever its filters, because a test of it was asked for.":
    "Передаётся методом POST на один адрес независимо от его фильтров, когда запрошена его проверка.",
  "It has arrived; 204 is best.": "Событие получено; лучше всего ответить 204.",
  "Nothing more is wanted: the endpoint is disabled.": "События больше не нужны: адрес отключается.",
  "Anything else, or nothing: after 1, 5, 30 and 120 minutes it is sent again; `Retry-After` may ask for later.":
    "Любой другой ответ или его отсутствие: событие передаётся снова через 1, 5, 30 и 120 минут; в `Retry-After` можно запросить более поздний срок.",
  "Anything else, or nothing: it is not sent again.":
    "Любой другой ответ или его отсутствие: повторных попыток не будет.",
  "Type of the event.": "Тип события.",
  "Id of the event, the same in every attempt: by it a receiver knows what it was told before.":
    "Идентификатор события, одинаковый во всех попытках: по нему получатель распознаёт повторы.",
  "By the endpoint's `signature_scheme`. `prosa`: `t=<unix seconds>`, then per live key `v1=<hex SHA-256 of key.body>` and `v2=<hex HMAC-SHA256 of t.body>`; check `v2`. `hmac`: `sha256=<hex HMAC-SHA256 of body>`.":
    "Согласно `signature_scheme` адреса. `prosa`: `t=<unix seconds>`, затем для каждого действующего ключа `v1=<hex SHA-256 of key.body>` и `v2=<hex HMAC-SHA256 of t.body>`; проверяйте `v2`. `hmac`: `sha256=<hex HMAC-SHA256 of body>`.",
  "Id of the event, as Standard Webhooks has it.": "Идентификатор события по Standard Webhooks.",
  "Unix seconds of this attempt, as Standard Webhooks has them.": "Время попытки в секундах Unix по Standard Webhooks.",
  "Per live key `v1,` and base64 of an HMAC-SHA256, as Standard Webhooks has them, separated by spaces.":
    "Подписи по Standard Webhooks через пробел: для каждого действующего ключа `v1,` и HMAC-SHA256 в base64.",
  "What was recognized; of a failed job `error` tells why there is nothing.":
    "Результат распознавания; если задание не удалось, причина указана в `error`.",
  "How it was recognized; the model is named `engine` here.":
    "Параметры распознавания; имя модели указано в поле `engine`.",
  "A recognition job that is over.": "Оконченное задание распознавания.",
  "Gives the audio; takes GETs for a day, without a key. Not there when the job failed.":
    "URL аудио; доступен для запросов GET в течение суток, без ключа. Отсутствует, если задание не удалось.",
  "What is known of the audio; of a failed job `error` tells why there is none.":
    "Сведения об аудио; если задание не удалось, причина указана в `error`.",
  "A synthesis job that is over.": "Оконченное задание синтеза.",
  "The endpoint that is tested.": "Проверяемый адрес.",
  "When the test was asked for.": "Время запроса проверки.",
  "A test.": "Проверка адреса вебхука.",
} as const;
