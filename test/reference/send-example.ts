import type { OperationExample } from '../../functions/customer/reference/examples.ts';

export type Sent = { status: number; headers: Headers; body: string };

/** An operation's example as a customer would send it: JSON, or a form where the operation takes one. */
export async function sendExample(
  { url, key }: { url: string; key: string },
  at: { method: string; template: string; isForm: boolean },
  { path = {}, query = {}, headers = {}, body }: OperationExample['request'],
): Promise<Sent> {
  const filled = at.template.replace(/\{([^}]+)\}/g, (_, name: string) =>
    encodeURIComponent(path[name] ?? ''),
  );
  const search = new URLSearchParams(query).toString();
  const reply = await fetch(`${url}${filled}${search && `?${search}`}`, {
    method: at.method.toUpperCase(),
    headers: {
      authorization: `Bearer ${key}`,
      ...headers,
      ...(body !== undefined && !at.isForm && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && {
      body: at.isForm ? formOf(body as Record<string, string>) : JSON.stringify(body),
    }),
  });
  return { status: reply.status, headers: reply.headers, body: await reply.text() };
}

/** The fields that hold bytes are files. */
function formOf(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields))
    if (name === 'file' || name === 'data') form.append(name, new File([value], 'requests.jsonl'));
    else form.append(name, value);
  return form;
}
