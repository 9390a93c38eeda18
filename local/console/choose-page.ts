import type { DemoPerson } from './demo-person.ts';

/** Nothing from elsewhere and no scripts; the form's answer leads back to the console. */
export const choosePolicy = (consoleUrl: string): string =>
  `default-src 'none'; style-src 'unsafe-inline'; form-action 'self' ${consoleUrl}; frame-ancestors 'none'; base-uri 'none'`;

const style = `:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:30rem;margin:12vh auto;padding:0 1rem}
h1{font-size:1.25rem}button{display:block;width:100%;margin:.5rem 0;padding:.7rem 1rem;text-align:left;font:inherit;cursor:pointer;
border:1px solid color-mix(in srgb,currentColor 30%,transparent);border-radius:6px;background:none;color:inherit}
button:hover,button:focus-visible{outline:2px solid light-dark(#0b5fff,#7aa7ff)}span{display:block;opacity:.8}`;

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} - Parkade</title><style>${style}</style></head><body><main><h1>${title}</h1>${body}</main></body></html>`;

/** Each person is a button: one click signs in. */
export const choosePage = (uid: string, people: readonly DemoPerson[]): string =>
  page(
    'Who are you?',
    `<p>This market runs on this machine alone: its people need no password.</p>
<form method="post" action="/interaction/${escaped(uid)}">${people.map(buttonOf).join('\n')}</form>`,
  );

const buttonOf = ({ id, name, does }: DemoPerson): string =>
  `<button name="person" value="${escaped(id)}"><b>${escaped(name)}</b><span>${escaped(does)}</span></button>`;

/** `form` is the provider's, with its own secret; the button is ours. */
export const signOutPage = (form: string): string =>
  page(
    'Sign out?',
    `${form}<button form="op.logoutForm" name="logout" value="yes" autofocus>Sign out</button>`,
  );

export const errorPage = (said: string): string =>
  page('That did not work', `<p>${escaped(said)}</p><p>Go back to the console and sign in again.</p>`);

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
