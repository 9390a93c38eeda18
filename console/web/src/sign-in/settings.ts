/** Where this console is: a file that each deployment puts beside the pages. */
export type Settings = { issuer: string; clientId: string; scope: string };

export async function loadSettings(): Promise<Settings> {
  const reply = await fetch('/console.json');
  if (!reply.ok) throw new Error(`/console.json was answered with ${reply.status}.`);
  return reply.json();
}
