import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { demoPeople } from '../../local/console/demo-person.ts';
import { type SignIn, startSignIn } from '../../local/console/sign-in.ts';

const consoleUrl = 'http://127.0.0.1:9';
const redirectUri = `${consoleUrl}/signed-in`;
const people = demoPeople({
  customer: { customerId: 'cus_1' },
  owners: [{ ownerId: 'own_1', name: 'Ada' }],
});

let dir: string;
let signIn: SignIn;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'parkade-sign-in-'));
  signIn = await start();
});
afterEach(async () => {
  await signIn.close();
  rmSync(dir, { recursive: true });
});

async function start(): Promise<SignIn> {
  const started = await startSignIn({ dir, consoleUrl, now: Date.now });
  started.admit(people);
  return started;
}

/** A browser as far as a sign-in needs one: its cookies, and where it was sent. */
function newBrowser() {
  const cookies = new Map<string, string>();
  const go = async (url: string, form?: Record<string, string>): Promise<Response> => {
    const reply = await fetch(url, {
      redirect: 'manual',
      // A connection of before the restart would be taken up again.
      headers: {
        connection: 'close',
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of reply.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value) cookies.set(name, value);
      else cookies.delete(name);
    }
    const next = reply.headers.get('location');
    const isOver = !next || next.startsWith(consoleUrl);
    return isOver ? reply : go(new URL(next, url).href);
  };
  return { go };
}

function asked(changes: Record<string, string> = {}) {
  const verifier = randomBytes(32).toString('base64url');
  const url = new URL(`${signIn.issuer}/auth`);
  const params = {
    client_id: 'parkade-console',
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid profile',
    state: 'a-state',
    nonce: 'a-nonce',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...changes,
  };
  for (const [name, value] of Object.entries(params)) if (value) url.searchParams.set(name, value);
  return { url: url.href, verifier };
}

const backWith = (reply: Response) => new URL(reply.headers.get('location') ?? 'none:').searchParams;

async function chooses(browser: ReturnType<typeof newBrowser>, person: string) {
  const { url, verifier } = asked();
  const page = await (await browser.go(url)).text();
  const [, action = ''] = /action="([^"]+)"/.exec(page) ?? [];
  const back = backWith(await browser.go(new URL(action, signIn.issuer).href, { person }));
  return { code: back.get('code') ?? '', error: back.get('error'), verifier };
}

async function tokensFor(form: Record<string, string>) {
  const reply = await fetch(`${signIn.issuer}/token`, {
    method: 'POST',
    headers: { connection: 'close' },
    body: new URLSearchParams({ client_id: 'parkade-console', ...form }),
  });
  return { status: reply.status, body: await reply.json() };
}

const exchanged = ({ code, verifier }: { code: string; verifier: string }) =>
  tokensFor({ grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: redirectUri });

test.each(people)(
  '$id is given a token that says who it is, for ten minutes, signed by the provider',
  async (person) => {
    const { body } = await exchanged(await chooses(newBrowser(), person.id));
    const { payload } = await jwtVerify(
      body.access_token,
      createRemoteJWKSet(new URL(`${signIn.issuer}/jwks`)),
      {
        issuer: signIn.issuer,
        audience: `${consoleUrl}/v1`,
        algorithms: ['RS256'],
      },
    );
    expect(payload).toMatchObject({
      sub: person.id,
      client_id: 'parkade-console',
      token_use: 'access',
      parkade_role: person.role,
      parkade_principal: person.principalId,
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(600);
    expect(decodeJwt(body.id_token)).toMatchObject({ name: person.name, nonce: 'a-nonce' });
    expect(decodeJwt(body.id_token).token_use).toBeUndefined();
  },
);

test('a code without its verifier is worth nothing, and with it is worth something once', async () => {
  const { code, verifier } = await chooses(newBrowser(), 'demo-customer');
  expect(await exchanged({ code, verifier: randomBytes(32).toString('base64url') })).toMatchObject({
    status: 400,
  });
  const other = await chooses(newBrowser(), 'demo-customer');
  expect(await exchanged(other)).toMatchObject({ status: 200 });
  expect(await exchanged(other)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  expect(verifier).not.toBe(other.verifier);
});

test('a code is asked for with a challenge, by this console, to be sent to it alone', async () => {
  const refusedAt = async (changes: Record<string, string>) => newBrowser().go(asked(changes).url);
  expect(backWith(await refusedAt({ code_challenge: '', code_challenge_method: '' })).get('error')).toBe(
    'invalid_request',
  );
  for (const changes of [{ redirect_uri: 'http://127.0.0.1:10/signed-in' }, { client_id: 'another' }]) {
    const reply = await refusedAt(changes);
    expect(reply.status).toBe(400);
    expect(reply.headers.get('location')).toBeNull();
  }
});

test('whoever is not one of its people is not let in', async () => {
  const { code, error } = await chooses(newBrowser(), 'somebody');
  expect({ code, error }).toEqual({ code: '', error: 'access_denied' });
});

test('who is signed in is told silently who it is, also after a restart; who is not is told so', async () => {
  const browser = newBrowser();
  const first = await exchanged(await chooses(browser, 'demo-owner'));
  await signIn.close();
  const { issuer } = signIn;
  signIn = await start();
  expect(signIn.issuer).toBe(issuer);
  const { url, verifier } = asked({ prompt: 'none' });
  const code = backWith(await browser.go(url)).get('code') ?? '';
  const { body } = await exchanged({ code, verifier });
  expect(decodeJwt(body.access_token)).toMatchObject({ sub: 'demo-owner', parkade_principal: 'own_1' });
  const renewed = await tokensFor({ grant_type: 'refresh_token', refresh_token: first.body.refresh_token });
  expect(decodeJwt(renewed.body.access_token)).toMatchObject({ sub: 'demo-owner', token_use: 'access' });
  expect(backWith(await newBrowser().go(url)).get('error')).toBe('login_required');
});

test('what renews a sign-in does so once: a copy of it ends them all', async () => {
  const { body } = await exchanged(await chooses(newBrowser(), 'demo-finance'));
  const renew = (token: string) => tokensFor({ grant_type: 'refresh_token', refresh_token: token });
  const renewed = await renew(body.refresh_token);
  expect(renewed.status).toBe(200);
  expect(await renew(body.refresh_token)).toMatchObject({ status: 400 });
  expect(await renew(renewed.body.refresh_token)).toMatchObject({ status: 400 });
});
