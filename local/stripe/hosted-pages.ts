import { Hono } from 'hono';
import { html } from 'hono/html';
import type Stripe from 'stripe';
import { findAccountLink } from './account-links.ts';
import type { Call, Handler } from './call.ts';
import { onboardAccount } from './change-account.ts';
import { getPathObject } from './path-object.ts';
import { payOnPage } from './pay-invoice.ts';
import { paySession } from './pay-session.ts';
import { noSuch } from './stripe-refusal.ts';

/** Runs a handler as a call made on a page; the answer is the JSON it returned, or a refusal. */
type RunOnPage = (
  handler: Handler,
  path: Record<string, string>,
) => { status: number; body: string } | undefined;

/** The pages Stripe would host: checkout (`/c/pay/:id`), invoices (`/i/:id`), onboarding (`/setup/:token`). */
export function hostedPages(run: RunOnPage): Hono {
  const pages = new Hono();

  pages.get('/c/pay/:id', (c) => {
    const reply = run((call) => getPathObject(call, 'checkout.session'), c.req.param());
    if (reply?.status !== 200) return c.text('There is no such checkout session.', 404);
    const session: Stripe.Checkout.Session = JSON.parse(reply.body);
    if (session.status !== 'open') return c.text(`This checkout session is ${session.status}.`, 410);
    const button =
      session.mode === 'setup'
        ? 'Save card'
        : `Pay ${priceText(session.amount_total ?? 0, session.currency ?? 'usd')}`;
    return c.html(page('Checkout', html`<p>Stripe stand-in: no money moves.</p>`, button));
  });

  pages.post('/c/pay/:id', (c) => {
    const reply = run(
      (call) => paySession(call, getPathObject(call, 'checkout.session'), 'pm_card_visa'),
      c.req.param(),
    );
    if (reply?.status !== 200) return c.text('This checkout session cannot be paid.', 409);
    const session: Stripe.Checkout.Session = JSON.parse(reply.body);
    return c.redirect((session.success_url ?? '/').replaceAll('{CHECKOUT_SESSION_ID}', session.id), 303);
  });

  pages.get('/i/:id', (c) => {
    const reply = run((call) => getPathObject(call, 'invoice'), c.req.param());
    if (reply?.status !== 200) return c.text('There is no such invoice.', 404);
    const invoice: Stripe.Invoice = JSON.parse(reply.body);
    const isPayable = invoice.status === 'open' || invoice.status === 'uncollectible';
    if (!isPayable) return c.text(`This invoice is ${invoice.status}.`, 410);
    const button = `Pay ${priceText(invoice.amount_remaining, invoice.currency)}`;
    return c.html(page(`Invoice ${invoice.number}`, html`<p>Stripe stand-in: no money moves.</p>`, button));
  });

  pages.post('/i/:id', (c) => {
    const reply = run((call) => payOnPage(call, 'pm_card_visa'), c.req.param());
    return reply?.status === 200 ? c.text('Paid.') : c.text('This invoice cannot be paid.', 409);
  });

  pages.get('/setup/:token', (c) => {
    const link = findLink(c.req.param());
    if (link.redirect !== undefined) return c.redirect(link.redirect, 303);
    const note = html`<p>Stripe stand-in: nothing is asked, nothing is checked.</p>`;
    return c.html(page('Onboarding', note, 'Finish onboarding'));
  });

  pages.post('/setup/:token', (c) => {
    const link = findLink(c.req.param());
    if (link.redirect !== undefined) return c.redirect(link.redirect, 303);
    const reply = run(onboardByLink, c.req.param());
    if (reply?.status !== 200) return c.text('This account cannot be onboarded.', 409);
    return c.redirect(link.returnUrl, 303);
  });

  return pages;

  function findLink(path: Record<string, string>): { returnUrl: string; redirect?: string } {
    const reply = run(
      (call) => ({ ...getLink(call), isLate: getLink(call).expiresAtSeconds <= call.nowSeconds }),
      path,
    );
    if (reply?.status !== 200) return { returnUrl: '/', redirect: '/' };
    const link: ReturnType<typeof getLink> & { isLate: boolean } = JSON.parse(reply.body);
    return { returnUrl: link.returnUrl, ...(link.isLate && { redirect: link.refreshUrl }) };
  }
}

function getLink(call: Call) {
  const token = call.path.token ?? '';
  const link = findAccountLink(call, token);
  if (link === undefined) throw noSuch('account link', token, 'path');
  return link;
}

function onboardByLink(call: Call): object {
  const { account } = getLink(call);
  return onboardAccount(call, getPathObject({ ...call, path: { id: account } }, 'account'));
}

function page(title: string, note: ReturnType<typeof html>, button: string): ReturnType<typeof html> {
  return html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>${title}</title>
      <style>
        body { font: 18px system-ui; max-width: 28rem; margin: 15vh auto; padding: 0 1rem }
        button { font: inherit; padding: 0.6rem 1.4rem }
      </style>
      <h1>${title}</h1>
      ${note}
      <form method="post"><button>${button}</button></form>
    </html>`;
}

function priceText(amount: number, currency: string): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
  const { maximumFractionDigits = 2 } = format.resolvedOptions();
  return format.format(amount / 10 ** maximumFractionDigits);
}
