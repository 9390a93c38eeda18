import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Provider } from 'oidc-provider';
import { writePrivateFile } from '../private-file.ts';
import { choosePage, choosePolicy, errorPage } from './choose-page.ts';
import type { DemoPerson } from './demo-person.ts';
import { clientId, type Keys, providerSettings } from './provider-settings.ts';

export type SignIn = {
  issuer: string;
  clientId: string;
  scope: string;
  /** Who may sign in from now on. */
  admit: (people: readonly DemoPerson[]) => void;
  close: () => Promise<void>;
};

/** The provider that the console's people sign in at, on a port of its own: what Cognito is on AWS. */
export async function startSignIn({
  dir,
  consoleUrl,
  now,
}: {
  dir: string;
  consoleUrl: string;
  now: () => number;
}): Promise<SignIn> {
  let admitted: readonly DemoPerson[] = [];
  let answer = (_request: IncomingMessage, reply: ServerResponse) => void reply.writeHead(503).end();
  const server = createServer((request, reply) => answer(request, reply));
  const port = await listenWhereLast(server, join(dir, 'sign-in-port'));
  const issuer = `http://127.0.0.1:${port}`;
  const people = { all: () => admitted, find: (id: string) => admitted.find((person) => person.id === id) };
  const recordsFile = join(dir, 'sign-in.json');
  const settings = providerSettings({ keys: keysOf(dir), consoleUrl, recordsFile, people, port, now });
  const provider = new Provider(issuer, settings);
  const fromProvider = provider.callback();
  answer = (request, reply) => {
    const isChoice = request.url?.startsWith('/interaction/') ?? false;
    if (!isChoice) return void fromProvider(request, reply);
    choose(
      provider,
      people,
      consoleUrl,
    )(request, reply).catch(() => {
      reply.writeHead(400, { 'content-type': 'text/html; charset=utf-8' });
      reply.end(errorPage('This sign-in was begun too long ago, or is over.'));
    });
  };
  return {
    issuer,
    clientId,
    scope: 'openid profile',
    admit(next) {
      admitted = next;
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

type People = { all: () => readonly DemoPerson[]; find: (id: string) => DemoPerson | undefined };

/** GET shows who there is; POST is the choice. */
const choose =
  (provider: Provider, people: People, consoleUrl: string) =>
  async (request: IncomingMessage, reply: ServerResponse): Promise<void> => {
    const { uid } = await provider.interactionDetails(request, reply);
    if (request.method !== 'POST') {
      reply.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': choosePolicy(consoleUrl),
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      });
      reply.end(choosePage(uid, people.all()));
      return;
    }
    const person = people.find(new URLSearchParams(await text(request)).get('person') ?? '');
    const result = person
      ? { login: { accountId: person.id } }
      : { error: 'access_denied', error_description: 'There is no such person.' };
    await provider.interactionFinished(request, reply, result, { mergeWithLastSubmission: false });
  };

/** On the port of the last start where it is free: it is part of what tokens name as their issuer. */
async function listenWhereLast(server: Server, file: string): Promise<number> {
  const listen = (port: number) =>
    new Promise<number>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
    });
  const last = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  const port = await listen(last).catch(() => listen(0));
  writePrivateFile(file, String(port));
  return port;
}

/** Made at the first start: a token of before a restart stays good. */
function keysOf(dir: string): Keys {
  const file = join(dir, 'sign-in-keys.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keys: Keys = {
    signing: {
      ...privateKey.export({ format: 'jwk' }),
      use: 'sig',
      alg: 'RS256',
      kid: randomBytes(8).toString('hex'),
    },
    cookies: randomBytes(32).toString('base64url'),
  };
  writePrivateFile(file, JSON.stringify(keys));
  return keys;
}
