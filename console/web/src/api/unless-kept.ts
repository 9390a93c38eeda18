type Kept = { etag: string; status: number; headers: Headers; body: string };

/** The last answers by their address, in this page's memory alone: what a browser keeps outlives who is signed in. */
const kept = new Map<string, Kept>();
const keptMax = 50;

function keep(url: string, answer: Kept): void {
  kept.delete(url);
  kept.set(url, answer);
  const [oldest] = kept.keys();
  if (kept.size > keptMax && oldest !== undefined) kept.delete(oldest);
}

const isJson = ({ headers }: Response) => headers.get('content-type')?.startsWith('application/json');

/** As `fetch`, but that what is asked for again and has not changed is not sent again. */
export async function fetchUnlessKept(request: Request): Promise<Response> {
  if (request.method !== 'GET') return fetch(request);
  const last = kept.get(request.url);
  if (last) request.headers.set('if-none-match', last.etag);
  const reply = await fetch(request);
  if (reply.status === 304 && last) return new Response(last.body, last);
  const etag = reply.headers.get('etag');
  if (!etag || !reply.ok || !isJson(reply)) return reply;
  const { status, headers } = reply;
  const body = await reply.text();
  keep(request.url, { etag, status, headers, body });
  return new Response(body, { status, headers });
}
