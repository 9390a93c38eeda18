// The columns after `json` are computed from it, so that there is one truth and every filter can be indexed.
// synchronous=FULL: an answer that was given survives kill -9 and a power cut.
export const storeSchema = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS objects (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    account TEXT NOT NULL,
    json TEXT NOT NULL,
    created INTEGER AS (json ->> '$.created'),
    status TEXT AS (json ->> '$.status'),
    currency TEXT AS (json ->> '$.currency'),
    net INTEGER AS (json ->> '$.net'),
    available_on INTEGER AS (json ->> '$.available_on')
  );
  DROP INDEX IF EXISTS pages;
  DROP INDEX IF EXISTS statuses;
  DROP INDEX IF EXISTS balances;
  CREATE INDEX IF NOT EXISTS newest ON objects (kind, account, seq, created);
  ${indexOf('balance_transaction', 'source')}
  ${indexOf('charge', 'payment_intent')}
  ${indexOf('checkout.session', 'payment_intent')}
  ${indexOf('dispute', 'charge')}
  ${indexOf('invoice', 'customer')}
  ${indexOf('invoice_payment', 'invoice')}
  ${indexOf('invoice_payment', 'payment.payment_intent')}
  ${indexOf('invoiceitem', 'customer')}
  ${indexOf('payment_method', 'customer')}
  ${indexOf('radar.early_fraud_warning', 'charge')}
  ${indexOf('refund', 'charge')}
  ${indexOf('transfer', 'transfer_group')}
  ${indexOf('transfer', 'destination')}
  ${indexOf('transfer', 'source_transaction')}
  CREATE TABLE IF NOT EXISTS notes (id TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS replies (
    idempotency_key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, status INTEGER NOT NULL,
    body TEXT NOT NULL, kept_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS timers (
    id TEXT PRIMARY KEY, account TEXT NOT NULL, due_at INTEGER NOT NULL
  );
  CREATE INDEX IF NOT EXISTS due_timers ON timers (due_at);
  CREATE TABLE IF NOT EXISTS paid_out (id TEXT PRIMARY KEY, payout TEXT NOT NULL) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS paid_out_by_payout ON paid_out (payout);
  CREATE TABLE IF NOT EXISTS money (
    account TEXT, currency TEXT, available INTEGER NOT NULL, pending INTEGER NOT NULL,
    PRIMARY KEY (account, currency)
  ) WITHOUT ROWID;
`;

// Lists that filter by a field would read every object of the kind otherwise.
function indexOf(kind: string, field: string): string {
  return `CREATE INDEX IF NOT EXISTS "${kind}_by_${field}"
    ON objects (account, json ->> '$.${field}', seq) WHERE kind = '${kind}';`;
}

/** What a store of before timers and sums were kept lacks; nothing happens to a new one. */
export const storeUpgrade = `
  INSERT INTO timers SELECT id, account, available_on FROM objects
    WHERE kind = 'balance_transaction' AND status = 'pending';
  INSERT INTO timers SELECT id, account, json ->> '$.arrival_date' FROM objects
    WHERE kind = 'payout' AND status = 'pending';
  INSERT INTO timers SELECT id, account, json ->> '$.expires_at' FROM objects
    WHERE kind = 'checkout.session' AND status = 'open';
  INSERT INTO money SELECT account, currency, sum(iif(status = 'available', net, 0)),
      sum(iif(status = 'available', 0, net)) FROM objects
    WHERE kind = 'balance_transaction' GROUP BY account, currency;
  PRAGMA user_version = 1;
`;
