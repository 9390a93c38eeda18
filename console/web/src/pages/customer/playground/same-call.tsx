import type { Call } from './call.ts';

const longestText = 120;

/** A page's image fills a screen with letters: its beginning tells what it is. */
const shortened = (_: string, value: unknown): unknown =>
  typeof value === 'string' && value.startsWith('data:') && value.length > longestText
    ? `${value.slice(0, longestText)}… (${value.length - longestText} characters more)`
    : value;

const jsonOf = ({ body }: Call): string => JSON.stringify(body, shortened, 2);

const curlOf = (call: Call): string =>
  [
    `curl ${location.origin}${call.path} \\`,
    `  -H "Authorization: Bearer $PARKADE_API_KEY" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  -d '${jsonOf(call).replaceAll("'", "'\\''")}'`,
  ].join('\n');

function openaiOf(call: Call): string {
  const made = call.path === '/v1/embeddings' ? 'embeddings' : 'chat.completions';
  const used = call.body.stream
    ? "for await (const { choices } of reply) console.log(choices[0]?.delta?.content ?? '');"
    : 'console.log(reply);';
  return [
    "import OpenAI from 'openai';",
    '',
    `const openai = new OpenAI({ baseURL: '${location.origin}/v1', apiKey: 'your key' });`,
    `const reply = await openai.${made}.create(${jsonOf(call)});`,
    used,
  ].join('\n');
}

/** What is to be written for the very call that the page makes. */
export const SameCall = ({ call }: { call: Call }) => (
  <section className="part" aria-label="The same call as code">
    <h2>The same call</h2>
    <Code name="curl" text={curlOf(call)} />
    <Code name="openai" text={openaiOf(call)} />
  </section>
);

const Code = ({ name, text }: { name: string; text: string }) => (
  <figure aria-label={name}>
    <figcaption className="soft">{name}</figcaption>
    <pre
      className="code"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys, or they can't scroll it
      tabIndex={0}
    >
      {text}
    </pre>
  </figure>
);
