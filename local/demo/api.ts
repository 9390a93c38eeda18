/** A call of the API as any program would make it. Throws with the status and the error's message. */
export async function call<Reply>(
  url: string,
  { key, body, method = body ? 'POST' : 'GET' }: { key?: string; body?: object; method?: string } = {},
): Promise<Reply> {
  const reply = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${method} ${url} answered ${reply.status}: ${text.slice(0, 500)}`);
  return JSON.parse(text) as Reply;
}
