const ENDPOINT_ID = "01933a4e-7a00-7c43-9d2f-3b8a1f6e5d10";
const EVENT_ID = "5f0c7a3e-91d2-8b64-a1f7-2c9e4d8b6031";
const DELIVERY_ID = "c2b9d4e8-3f17-8a52-b6c0-7e1d9f4a2853";
const URL = "https://hooks.example.com/speech";
const KEY = "3b1f8e5c9a7d2046e8b3c5f1a9d7046e2b8c5f3a1d9e70462b8e5c3f1a9d7046";

const endpoint = {
  id: ENDPOINT_ID,
  url: URL,
  event_filters: ["stt.jobs.completed", "stt.jobs.failed"],
  ssl_verification: true,
  signature_scheme: "prosa",
  created_at: "2026-01-15T09:30:00.000Z",
  disabled_at: null,
} as const;

const secret = {
  id: "e4a7c1d9-5b38-8f26-90d4-1a6f3c8e7b25",
  key: KEY,
  standard_key: "whsec_M2IxZjhlNWM5YTdkMjA0NmU4YjNjNWYxYTlkNzA0NmUyYjhjNWYzYTFkOWU3MDQ2MmI4ZTVjM2YxYTlkNzA0Ng==",
} as const;

const event = { id: EVENT_ID, event_type: "stt.jobs.completed", created_at: "2026-01-15T09:31:02.118Z" } as const;

/** What the bodies of the webhook routes look like. */
export const EXAMPLES = {
  createEndpoint: { url: URL, event_filters: ["stt.jobs.completed"] },
  endpoint,
  endpointWithSecrets: { ...endpoint, secrets: [secret] },
  deletedEndpoint: { id: ENDPOINT_ID, url: URL, ssl_verification: true },
  rotate: { days: 1, hours: 0 },
  ticket: {
    delivery_tag: "01933a50-1c00-7d11-8a3e-9f2b6c4d7e58",
    endpoint_id: ENDPOINT_ID,
    url: URL,
    event_id: EVENT_ID,
  },
  delivery: {
    delivery_id: DELIVERY_ID,
    event_id: EVENT_ID,
    endpoint_id: ENDPOINT_ID,
    delivery: "2026-01-15T09:31:02.530Z",
    request_method: "POST",
    request_headers: { "x-prosa-event": "stt.jobs.completed", "x-prosa-event-uuid": EVENT_ID },
    request_body: '{"job_id":"01933a4f-2b00-7a90-b1c4-5d8e7f3a6c29"}',
    response_status: 204,
    response_headers: { "content-type": "text/plain" },
    response_body: "",
    elapsed_time: 0.184,
  },
  event,
  eventWithData: { ...event, data: { job_id: "01933a4f-2b00-7a90-b1c4-5d8e7f3a6c29" } },
} as const;
