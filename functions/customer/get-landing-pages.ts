import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

type Landing = { path: string; title: string; says: readonly string[] };

/** Where Stripe's pages lead back to (functions/adapters/stripe/landing-urls.ts): what has happened, and what comes next. */
const landings: readonly Landing[] = [
  {
    path: '/paid',
    title: 'Thank you',
    says: [
      'Stripe has taken your payment order. A card’s payment stands on your balance within a minute; one from a bank account takes the days that banks take.',
      'Nothing else is to be done here: you may close this page. Your balance is told by GET /v1/balance, and what became of this payment by GET /v1/top_ups.',
    ],
  },
  {
    path: '/not-paid',
    title: 'Nothing was paid',
    says: [
      'You left the page before paying, and no money was taken.',
      'The link stays good until it expires. A new one is made by POST /v1/top_ups.',
    ],
  },
  {
    path: '/onboarded',
    title: 'Back from Stripe',
    says: [
      'Stripe checks what you entered, which may take from seconds to some days. You are paid once it has let your account through; until then your earnings wait for you, and none is lost.',
      'You may close this page. If Stripe asks for something more, open a new link: whoever sent you this one can make it.',
    ],
  },
  {
    path: '/link-expired',
    title: 'This link is no longer good',
    says: [
      'A link to Stripe’s onboarding is good for a few minutes, and once. What you have entered so far is kept by Stripe.',
      'Open a new one: owners get it by POST /v1/owner/onboarding_links; if somebody sent you the link, ask them for another.',
    ],
  },
];

/** Plain pages for people, who have no key in their browser. */
export function getLandingPages(api: Api, _deps: Deps) {
  for (const landing of landings) {
    const page = pageOf(landing);
    api.get(landing.path, (c) => {
      c.header('content-security-policy', policy);
      c.header('referrer-policy', 'no-referrer');
      c.header('cache-control', 'no-store');
      return c.html(page);
    });
  }
}

/** No scripts, and nothing from elsewhere. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

const style =
  'body{font:1.1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:4rem auto;padding:0 1rem;color:#1a1a1f}small{color:#666}@media(prefers-color-scheme:dark){body{background:#141417;color:#eee}small{color:#999}}';

const pageOf = ({ title, says }: Landing): string =>
  [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<title>${escaped(title)} - Parkade</title><style>${style}</style></head>`,
    `<body><small>Parkade</small><h1>${escaped(title)}</h1>`,
    ...says.map((each) => `<p>${escaped(each)}</p>`),
    '</body></html>',
  ].join('\n');

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
