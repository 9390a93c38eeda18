// Made from the market's own OpenAPI document by `npm run generate:web`: not to be edited.
export interface paths {
    "/v1/finance/audit_trail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what, latest first: every change, every export, refused ones too */
        get: {
            parameters: {
                query?: {
                    after?: string;
                    limit?: number;
                    method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
                    month?: string;
                    path?: string;
                    person?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The trail */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                at: number;
                                body_sha256: string | null;
                                id: string;
                                ids: string[];
                                method: string;
                                /** @constant */
                                object: "audit_record";
                                path: string;
                                person_id: string;
                                request_id: string;
                                /** @description Of the answer; null: the call is under way, or broke off before it was answered. */
                                status: number | null;
                            }[];
                            first_id: string | null;
                            has_more: boolean;
                            last_id: string | null;
                            /** @constant */
                            object: "list";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/bank_lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The lines of the bank's statements, and what each matched
         * @description By the day they were booked on. `business_key` is the entry that stands for a line, `exception_id` what a reconciliation found instead; a line with neither was not looked at yet.
         */
        get: {
            parameters: {
                query: {
                    account: string;
                    /** @description The `last_id` of the page before. */
                    after?: string;
                    /** @description The first day of booking. */
                    from?: string;
                    limit?: number;
                    /** @description The last day of booking. */
                    to?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Lines */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                account: string;
                                amount_micro_usd: number;
                                booked_on: string;
                                business_key: string | null;
                                counterparty: string;
                                currency: string;
                                exception_id: string | null;
                                exception_state: ("open" | "resolved") | null;
                                id: string;
                                /** @constant */
                                object: "bank_line";
                                payout_id: string | null;
                                reference: string;
                                text: string;
                                value_on: string;
                            }[];
                            first_id: string | null;
                            has_more: boolean;
                            last_id: string | null;
                            /** @constant */
                            object: "list";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/bank_statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The statements of one account that were taken in */
        get: {
            parameters: {
                query: {
                    account: string;
                    /** @description The `last_id` of the page before. */
                    after?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Statements */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                account: string;
                                first_day: string;
                                format: string;
                                id: string;
                                last_day: string;
                                lines: number;
                                /** @constant */
                                object: "bank_statement";
                                taken_at: number;
                                taken_by: string;
                            }[];
                            first_id: string | null;
                            has_more: boolean;
                            last_id: string | null;
                            /** @constant */
                            object: "list";
                        };
                    };
                };
            };
        };
        put?: never;
        /**
         * Take in a statement of the platform's bank
         * @description CSV, camt.053 or MT940, up to 5 MB. A file with anything wrong in it is refused whole, with the line and the reason. A file that was taken in before, or overlaps one, brings nothing twice.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        account: string;
                        csv?: {
                            /** @default {} */
                            columns?: {
                                /** @default amount */
                                amount?: string;
                                /** @default booked_on */
                                booked_on?: string;
                                /** @default counterparty */
                                counterparty?: string;
                                /** @default currency */
                                currency?: string;
                                /** @default end_to_end_id */
                                end_to_end_id?: string;
                                /** @default reference */
                                reference?: string;
                                /** @default text */
                                text?: string;
                                /** @default value_on */
                                value_on?: string;
                            };
                            currency?: string;
                            /**
                             * @default YYYY-MM-DD
                             * @enum {string}
                             */
                            date_format?: "YYYY-MM-DD" | "DD.MM.YYYY" | "MM/DD/YYYY" | "DD/MM/YYYY";
                            /**
                             * @default .
                             * @enum {string}
                             */
                            decimal?: "." | ",";
                            /**
                             * @default ,
                             * @enum {string}
                             */
                            delimiter?: "," | ";" | "\t";
                        };
                        /** @enum {string} */
                        format: "csv" | "camt.053" | "mt940";
                        text: string;
                    };
                };
            };
            responses: {
                /** @description Taken in */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            account: string;
                            first_day: string;
                            format: string;
                            id: string;
                            last_day: string;
                            lines: number;
                            new_lines: number;
                            /** @constant */
                            object: "bank_statement";
                            taken_at: number;
                            taken_by: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/charge_refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Charges that were given back or are proposed to be, latest first */
        get: {
            parameters: {
                query?: {
                    after?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Refunds */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @description To the customer's balance. */
                                amount_micro_usd: number;
                                customer_id: string;
                                decided_at: number | null;
                                decided_by: string | null;
                                id: string;
                                made_at: number;
                                made_by: string;
                                /** @constant */
                                object: "charge_refund";
                                /** @description Of it from the owners. */
                                owners_micro_usd: number;
                                percent: number;
                                /** @description Of it from the platform. */
                                platform_micro_usd: number;
                                reason: string;
                                rejected_for: string | null;
                                settle_key: string;
                                /** @enum {string} */
                                state: "proposed" | "approved" | "executed" | "rejected";
                            }[];
                            first_id: string | null;
                            has_more: boolean;
                            last_id: string | null;
                            /** @constant */
                            object: "list";
                        };
                    };
                };
            };
        };
        put?: never;
        /**
         * Propose to give back a charge, or a percent of it, which another person approves
         * @description To the customer's balance, from the platform and the owners in proportion to what each got of it. What an owner was paid already is fetched from the account at Stripe, or netted from what is released next.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @default 100 */
                        percent?: number;
                        reason: string;
                        settle_key: string;
                    };
                };
            };
            responses: {
                /** @description Proposed */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description To the customer's balance. */
                            amount_micro_usd: number;
                            customer_id: string;
                            decided_at: number | null;
                            decided_by: string | null;
                            id: string;
                            made_at: number;
                            made_by: string;
                            /** @constant */
                            object: "charge_refund";
                            /** @description Of it from the owners. */
                            owners_micro_usd: number;
                            percent: number;
                            /** @description Of it from the platform. */
                            platform_micro_usd: number;
                            reason: string;
                            rejected_for: string | null;
                            settle_key: string;
                            /** @enum {string} */
                            state: "proposed" | "approved" | "executed" | "rejected";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/charge_refunds/{refund_id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a charge be given back, as somebody else proposed */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    refund_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Approved */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description To the customer's balance. */
                            amount_micro_usd: number;
                            customer_id: string;
                            decided_at: number | null;
                            decided_by: string | null;
                            id: string;
                            made_at: number;
                            made_by: string;
                            /** @constant */
                            object: "charge_refund";
                            /** @description Of it from the owners. */
                            owners_micro_usd: number;
                            percent: number;
                            /** @description Of it from the platform. */
                            platform_micro_usd: number;
                            reason: string;
                            rejected_for: string | null;
                            settle_key: string;
                            /** @enum {string} */
                            state: "proposed" | "approved" | "executed" | "rejected";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/charge_refunds/{refund_id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reject the giving back of a charge */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    refund_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Rejected */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description To the customer's balance. */
                            amount_micro_usd: number;
                            customer_id: string;
                            decided_at: number | null;
                            decided_by: string | null;
                            id: string;
                            made_at: number;
                            made_by: string;
                            /** @constant */
                            object: "charge_refund";
                            /** @description Of it from the owners. */
                            owners_micro_usd: number;
                            percent: number;
                            /** @description Of it from the platform. */
                            platform_micro_usd: number;
                            reason: string;
                            rejected_for: string | null;
                            settle_key: string;
                            /** @enum {string} */
                            state: "proposed" | "approved" | "executed" | "rejected";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a customer */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        rate_limits?: {
                            enqueued_tokens?: number;
                            key?: {
                                requests: number;
                                tokens: number;
                            };
                            organization?: {
                                requests: number;
                                tokens: number;
                            };
                        };
                        /** @enum {string} */
                        tier?: "standard" | "high";
                    };
                };
            };
            responses: {
                /** @description The customer and its API key, shown this once */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            apiKey: string;
                            customerId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/customers/{customer_id}/promo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a customer promo credit
         * @description It is spent before what was paid, expires, and is never refunded.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    customer_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        amount_micro_usd: number;
                        /** @description Absent: after 90 days. */
                        expires_at?: number;
                        /** @description A name of your own for it. Sent again, the same grant is told. */
                        grant_id: string;
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Given */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            amount_micro_usd: number;
                            customer_id: string;
                            expires_at: number;
                            grant_id: string;
                            granted_at: number;
                            /** @constant */
                            object: "promo";
                            reason: string;
                            /**
                             * @description given: it is on the balance.
                             * @enum {string}
                             */
                            status: "written" | "given";
                        };
                    };
                };
                /** @description Proposed: it takes two people */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            about: string;
                            /** @enum {string} */
                            act: "grant_promo" | "set_terms" | "mark_uncollectible";
                            amount_micro_usd: number;
                            decided_at: number | null;
                            decided_by: string | null;
                            id: string;
                            made_at: number;
                            made_by: string;
                            /** @constant */
                            object: "proposal";
                            /** @enum {string} */
                            status: "proposed" | "approved" | "rejected";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/customers/{customer_id}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A customer's refunds, latest first */
        get: {
            parameters: {
                query?: {
                    /** @description The `last_id` of the page before. */
                    after?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    customer_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Refunds */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                amount_micro_usd: number;
                                created_at: number;
                                ended_at: number | null;
                                id: string;
                                /** @constant */
                                object: "refund";
                                payment: string;
                                reason: string | null;
                                /** @enum {string} */
                                status: "pending" | "sent" | "returned" | "failed";
                            }[];
                            first_id: string | null;
                            has_more: boolean;
                            last_id: string | null;
                            /** @constant */
                            object: "list";
                        };
                    };
                };
            };
        };
        put?: never;
        /** Refund a customer's unused balance */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    customer_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        amount_usd?: number;
                    };
                };
            };
            responses: {
                /** @description The refunds, on their way */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                amount_micro_usd: number;
                                created_at: number;
                                ended_at: number | null;
                                id: string;
                                /** @constant */
                                object: "refund";
                                payment: string;
                                reason: string | null;
                                /** @enum {string} */
                                status: "pending" | "sent" | "returned" | "failed";
                            }[];
                            first_id: string | null;
                            has_more: boolean;
                            last_id: string | null;
                            /** @constant */
                            object: "list";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/customers/{customer_id}/terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Let an approved customer owe up to a limit, and invoice what is owed each month */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    customer_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        credit_limit_micro_usd: number;
                        /**
                         * Format: email
                         * @description Where invoices go.
                         */
                        email: string;
                        /** @constant */
                        invoice: "monthly";
                    };
                };
            };
            responses: {
                /** @description Agreed */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            agreed_at: number;
                            credit_limit_micro_usd: number;
                            customer_id: string;
                            due_days: number;
                            email: string;
                            /** @description The limit as it counts now: it follows at once, where nothing is used of it. */
                            in_force_micro_usd: number;
                            /** @constant */
                            invoice: "monthly";
                            /** @constant */
                            object: "terms";
                            /** @description Of the limit: owed, invoiced or not. */
                            used_micro_usd: number;
                        };
                    };
                };
                /** @description Proposed: it takes two people */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            about: string;
                            /** @enum {string} */
                            act: "grant_promo" | "set_terms" | "mark_uncollectible";
                            amount_micro_usd: number;
                            decided_at: number | null;
                            decided_by: string | null;
                            id: string;
                            made_at: number;
                            made_by: string;
                            /** @constant */
                            object: "proposal";
                            /** @enum {string} */
                            status: "proposed" | "approved" | "rejected";
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/customers/{customer_id}/thaw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lift a freeze of a customer */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    customer_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description How the customer stands now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            available_micro_usd: number;
                            customer_id: string;
                            frozen_by: string[];
                            refunding_micro_usd: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/drill": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What something is made of and what it is part of: from a transfer to requests, and back */
        get: {
            parameters: {
                query: {
                    /** @description A business key (owner/…/payout/3, batch/…/settle/1), an id at Stripe (tr_…, txn_…, ch_…, pi_…, po_…), a bank line, a batch, or one request of it: batch_…/request/<custom_id>. */
                    from: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One step each way */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            amount_micro_usd: number | null;
                            at: number | null;
                            checks: {
                                holds: boolean;
                                left_micro_usd: number;
                                right_micro_usd: number;
                                says: string;
                            }[];
                            down: {
                                amount_micro_usd: number | null;
                                at: number | null;
                                id: string | null;
                                note: string | null;
                                what: string;
                            }[];
                            facts: {
                                name: string;
                                value: string;
                            }[];
                            id: string;
                            /** @constant */
                            object: "drill";
                            title: string;
                            up: {
                                amount_micro_usd: number | null;
                                at: number | null;
                                id: string | null;
                                note: string | null;
                                what: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The entries under one root, in the order of their business keys, page by page */
        get: {
            parameters: {
                query: {
                    /** @description The business key of the last entry of the page before. */
                    after?: string;
                    limit?: number;
                    root: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The entries */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            entries: {
                                at: number;
                                businessKey: string;
                                kind: string;
                                memo: {
                                    [key: string]: unknown;
                                };
                                postings: {
                                    account: string;
                                    amountMicroUsd: number;
                                }[];
                            }[];
                            hasMore: boolean;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/exceptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What ledger, Stripe and bank do not agree on
         * @description Open ones oldest first; with `state` `resolved` or `all` in the order of their ids.
         */
        get: {
            parameters: {
                query?: {
                    after?: string;
                    age?: "0-1" | "2-7" | "8-30" | ">30";
                    assignee?: string;
                    limit?: number;
                    state?: "open" | "resolved" | "all";
                    status?: "timing" | "amount_differs" | "missing_ours" | "missing_theirs" | "duplicate";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Exceptions */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @enum {string} */
                                age: "0-1" | "2-7" | "8-30" | ">30";
                                assignee: string | null;
                                balance_transaction_id: string | null;
                                bank_line_names: string[];
                                business_keys: string[];
                                currency: string;
                                difference_micro_usd: number;
                                first_seen_at: number;
                                id: string;
                                notes: {
                                    at: number;
                                    by: string;
                                    text: string;
                                }[];
                                /** @constant */
                                object: "exception";
                                occurred_at: number;
                                payout_id: string | null;
                                proposal: {
                                    approved_by: string | null;
                                    postings: {
                                        account: string;
                                        amount_micro_usd: number;
                                    }[];
                                    proposed_at: number;
                                    proposed_by: string;
                                    reason: string;
                                } | null;
                                reason: string;
                                resolved_at: number | null;
                                resolved_by: string | null;
                                /** @enum {string} */
                                side: "stripe" | "bank" | "ledger";
                                source_id: string | null;
                                /** @enum {string} */
                                state: "open" | "resolved";
                                /** @enum {string} */
                                status: "timing" | "amount_differs" | "missing_ours" | "missing_theirs" | "duplicate";
                            }[];
                            first_id: string | null;
                            has_more: boolean;
                            last_id: string | null;
                            /** @constant */
                            object: "list";
                            open_by_age: {
                                [key: string]: number;
                            } | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/exceptions/{exception_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One thing that is not agreed on, with all that was said of it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    exception_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The exception */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            age: "0-1" | "2-7" | "8-30" | ">30";
                            assignee: string | null;
                            balance_transaction_id: string | null;
                            bank_line_names: string[];
                            business_keys: string[];
                            currency: string;
                            difference_micro_usd: number;
                            first_seen_at: number;
                            id: string;
                            notes: {
                                at: number;
                                by: string;
                                text: string;
                            }[];
                            /** @constant */
                            object: "exception";
                            occurred_at: number;
                            payout_id: string | null;
                            proposal: {
                                approved_by: string | null;
                                postings: {
                                    account: string;
                                    amount_micro_usd: number;
                                }[];
                                proposed_at: number;
                                proposed_by: string;
                                reason: string;
                            } | null;
                            reason: string;
                            resolved_at: number | null;
                            resolved_by: string | null;
                            /** @enum {string} */
                            side: "stripe" | "bank" | "ledger";
                            source_id: string | null;
                            /** @enum {string} */
                            state: "open" | "resolved";
                            /** @enum {string} */
                            status: "timing" | "amount_differs" | "missing_ours" | "missing_theirs" | "duplicate";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Say who looks after an exception */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    exception_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        assignee: string | null;
                    };
                };
            };
            responses: {
                /** @description Changed */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            age: "0-1" | "2-7" | "8-30" | ">30";
                            assignee: string | null;
                            balance_transaction_id: string | null;
                            bank_line_names: string[];
                            business_keys: string[];
                            currency: string;
                            difference_micro_usd: number;
                            first_seen_at: number;
                            id: string;
                            notes: {
                                at: number;
                                by: string;
                                text: string;
                            }[];
                            /** @constant */
                            object: "exception";
                            occurred_at: number;
                            payout_id: string | null;
                            proposal: {
                                approved_by: string | null;
                                postings: {
                                    account: string;
                                    amount_micro_usd: number;
                                }[];
                                proposed_at: number;
                                proposed_by: string;
                                reason: string;
                            } | null;
                            reason: string;
                            resolved_at: number | null;
                            resolved_by: string | null;
                            /** @enum {string} */
                            side: "stripe" | "bank" | "ledger";
                            source_id: string | null;
                            /** @enum {string} */
                            state: "open" | "resolved";
                            /** @enum {string} */
                            status: "timing" | "amount_differs" | "missing_ours" | "missing_theirs" | "duplicate";
                        };
                    };
                };
            };
        };
        trace?: never;
    };
    "/v1/finance/exceptions/{exception_id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let the correction that somebody else proposed be posted */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    exception_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Approved */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            age: "0-1" | "2-7" | "8-30" | ">30";
                            assignee: string | null;
                            balance_transaction_id: string | null;
                            bank_line_names: string[];
                            business_keys: string[];
                            currency: string;
                            difference_micro_usd: number;
                            first_seen_at: number;
                            id: string;
                            notes: {
                                at: number;
                                by: string;
                                text: string;
                            }[];
                            /** @constant */
                            object: "exception";
                            occurred_at: number;
                            payout_id: string | null;
                            proposal: {
                                approved_by: string | null;
                                postings: {
                                    account: string;
                                    amount_micro_usd: number;
                                }[];
                                proposed_at: number;
                                proposed_by: string;
                                reason: string;
                            } | null;
                            reason: string;
                            resolved_at: number | null;
                            resolved_by: string | null;
                            /** @enum {string} */
                            side: "stripe" | "bank" | "ledger";
                            source_id: string | null;
                            /** @enum {string} */
                            state: "open" | "resolved";
                            /** @enum {string} */
                            status: "timing" | "amount_differs" | "missing_ours" | "missing_theirs" | "duplicate";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/exceptions/{exception_id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write down what was found out about an exception */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    exception_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        text: string;
                    };
                };
            };
            responses: {
                /** @description Noted */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            age: "0-1" | "2-7" | "8-30" | ">30";
                            assignee: string | null;
                            balance_transaction_id: string | null;
                            bank_line_names: string[];
                            business_keys: string[];
                            currency: string;
                            difference_micro_usd: number;
                            first_seen_at: number;
                            id: string;
                            notes: {
                                at: number;
                                by: string;
                                text: string;
                            }[];
                            /** @constant */
                            object: "exception";
                            occurred_at: number;
                            payout_id: string | null;
                            proposal: {
                                approved_by: string | null;
                                postings: {
                                    account: string;
                                    amount_micro_usd: number;
                                }[];
                                proposed_at: number;
                                proposed_by: string;
                                reason: string;
                            } | null;
                            reason: string;
                            resolved_at: number | null;
                            resolved_by: string | null;
                            /** @enum {string} */
                            side: "stripe" | "bank" | "ledger";
                            source_id: string | null;
                            /** @enum {string} */
                            state: "open" | "resolved";
                            /** @enum {string} */
                            status: "timing" | "amount_differs" | "missing_ours" | "missing_theirs" | "duplicate";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/exceptions/{exception_id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Turn down the correction that somebody proposed */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    exception_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Turned down */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            age: "0-1" | "2-7" | "8-30" | ">30";
                            assignee: string | null;
                            balance_transaction_id: string | null;
                            bank_line_names: string[];
                            business_keys: string[];
                            currency: string;
                            difference_micro_usd: number;
                            first_seen_at: number;
                            id: string;
                            notes: {
                                at: number;
                                by: string;
                                text: string;
                            }[];
                            /** @constant */
                            object: "exception";
                            occurred_at: number;
                            payout_id: string | null;
                            proposal: {
                                approved_by: string | null;
                                postings: {
                                    account: string;
                                    amount_micro_usd: number;
                                }[];
                                proposed_at: number;
                                proposed_by: string;
                                reason: string;
                            } | null;
                            reason: string;
                            resolved_at: number | null;
                            resolved_by: string | null;
                            /** @enum {string} */
                            side: "stripe" | "bank" | "ledger";
                            source_id: string | null;
                            /** @enum {string} */
                            state: "open" | "resolved";
                            /** @enum {string} */
                            status: "timing" | "amount_differs" | "missing_ours" | "missing_theirs" | "duplicate";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/exceptions/{exception_id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Propose the entry that resolves an exception, which another person approves
         * @description Only platform/adjustments, suspense, tax/withheld, stripe/balance, stripe/fees, bank/in-transit, bank/account can be corrected by hand, by the exception's difference: what customers and owners have is changed by refunds, credits and claw-backs, which move their records along.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    exception_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        entry: {
                            postings: {
                                account: string;
                                amount_micro_usd: number;
                            }[];
                        };
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Proposed */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            age: "0-1" | "2-7" | "8-30" | ">30";
                            assignee: string | null;
                            balance_transaction_id: string | null;
                            bank_line_names: string[];
                            business_keys: string[];
                            currency: string;
                            difference_micro_usd: number;
                            first_seen_at: number;
                            id: string;
                            notes: {
                                at: number;
                                by: string;
                                text: string;
                            }[];
                            /** @constant */
                            object: "exception";
                            occurred_at: number;
                            payout_id: string | null;
                            proposal: {
                                approved_by: string | null;
                                postings: {
                                    account: string;
                                    amount_micro_usd: number;
                                }[];
                                proposed_at: number;
                                proposed_by: string;
                                reason: string;
                            } | null;
                            reason: string;
                            resolved_at: number | null;
                            resolved_by: string | null;
                            /** @enum {string} */
                            side: "stripe" | "bank" | "ledger";
                            source_id: string | null;
                            /** @enum {string} */
                            state: "open" | "resolved";
                            /** @enum {string} */
                            status: "timing" | "amount_differs" | "missing_ours" | "missing_theirs" | "duplicate";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/exports/journal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The journal as CSV: every posting, or days summed as QuickBooks Online and Xero import them
         * @description `csv` is streamed, a row a posting, in millionths. `quickbooks` and `xero` have a journal a day in cents: what an account stands at there is what it stands at here, cut to cents, and what was cut is on a rounding account of its own. `xero` comes in parts of 300 lines, as Xero takes them.
         */
        get: {
            parameters: {
                query: {
                    currency?: string;
                    format?: "csv" | "quickbooks" | "xero";
                    from: string;
                    part?: number;
                    to: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The file */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/fraud_warnings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Warnings of fraud that nobody has decided on, oldest first */
        get: {
            parameters: {
                query?: {
                    /** @description The `last_id` of the page before. */
                    after?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Warnings */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                created_at: number;
                                customer_id: string;
                                id: string;
                                /** @constant */
                                object: "fraud_warning";
                            }[];
                            first_id: string | null;
                            has_more: boolean;
                            last_id: string | null;
                            /** @constant */
                            object: "list";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/held_pay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Owners whose pay is held for proven fraud, and who proposed to let it go
         * @description Every owner is looked at: it is for people, not for programs that ask again and again.
         */
        get: {
            parameters: {
                query?: {
                    after?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Owners */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                held_since: number;
                                /** @description The owner's. */
                                id: string;
                                name: string;
                                /** @constant */
                                object: "held_pay";
                                /** @description Who wants it to go again: another person approves it. */
                                proposed_by: string | null;
                            }[];
                            first_id: string | null;
                            has_more: boolean;
                            last_id: string | null;
                            /** @constant */
                            object: "list";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/invoices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Invoices of one customer, latest first; or all that are neither paid nor void, by customer */
        get: {
            parameters: {
                query?: {
                    /** @description The id of the last invoice of the page before. */
                    after?: string;
                    customer_id?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Invoices */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                amount_micro_usd: number;
                                created_at: number;
                                customer_id: string;
                                due_at: number | null;
                                ended_at: number | null;
                                id: string;
                                /** @constant */
                                object: "invoice";
                                /** @description Not paid in time: nothing new can be started until it is */
                                overdue: boolean;
                                paid_micro_usd: number;
                                /** @description The month until which it asks: "2027-01" */
                                period: string;
                                /**
                                 * @description pending: written, and on its way to Stripe
                                 * @enum {string}
                                 */
                                status: "pending" | "open" | "paid" | "void" | "uncollectible";
                                /** @description Stripe's page, where it can be read and paid */
                                url: string | null;
                            }[];
                            first_id: string | null;
                            has_more: boolean;
                            last_id: string | null;
                            /** @constant */
                            object: "list";
                        };
                    };
                };
            };
        };
        put?: never;
        /** Invoice a customer for what was charged and is owed now */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        customer_id: string;
                    };
                };
            };
            responses: {
                /** @description On its way */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            amount_micro_usd: number;
                            created_at: number;
                            customer_id: string;
                            due_at: number | null;
                            ended_at: number | null;
                            id: string;
                            /** @constant */
                            object: "invoice";
                            /** @description Not paid in time: nothing new can be started until it is */
                            overdue: boolean;
                            paid_micro_usd: number;
                            /** @description The month until which it asks: "2027-01" */
                            period: string;
                            /**
                             * @description pending: written, and on its way to Stripe
                             * @enum {string}
                             */
                            status: "pending" | "open" | "paid" | "void" | "uncollectible";
                            /** @description Stripe's page, where it can be read and paid */
                            url: string | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/invoices/{invoice_id}/uncollectible": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give an invoice up: its customer stays frozen, and the limit falls by it
         * @description It is marked at Stripe, and then in the ledger: until then its status stays what it was.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    invoice_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Asked for */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            amount_micro_usd: number;
                            created_at: number;
                            customer_id: string;
                            due_at: number | null;
                            ended_at: number | null;
                            id: string;
                            /** @constant */
                            object: "invoice";
                            /** @description Not paid in time: nothing new can be started until it is */
                            overdue: boolean;
                            paid_micro_usd: number;
                            /** @description The month until which it asks: "2027-01" */
                            period: string;
                            /**
                             * @description pending: written, and on its way to Stripe
                             * @enum {string}
                             */
                            status: "pending" | "open" | "paid" | "void" | "uncollectible";
                            /** @description Stripe's page, where it can be read and paid */
                            url: string | null;
                        };
                    };
                };
                /** @description Proposed: it takes two people */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            about: string;
                            /** @enum {string} */
                            act: "grant_promo" | "set_terms" | "mark_uncollectible";
                            amount_micro_usd: number;
                            decided_at: number | null;
                            decided_by: string | null;
                            id: string;
                            made_at: number;
                            made_by: string;
                            /** @constant */
                            object: "proposal";
                            /** @enum {string} */
                            status: "proposed" | "approved" | "rejected";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/invoices/{invoice_id}/void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Void an invoice: what it was for is owed again
         * @description It is voided at Stripe, and then in the ledger: until then its status stays what it was.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    invoice_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Asked for */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            amount_micro_usd: number;
                            created_at: number;
                            customer_id: string;
                            due_at: number | null;
                            ended_at: number | null;
                            id: string;
                            /** @constant */
                            object: "invoice";
                            /** @description Not paid in time: nothing new can be started until it is */
                            overdue: boolean;
                            paid_micro_usd: number;
                            /** @description The month until which it asks: "2027-01" */
                            period: string;
                            /**
                             * @description pending: written, and on its way to Stripe
                             * @enum {string}
                             */
                            status: "pending" | "open" | "paid" | "void" | "uncollectible";
                            /** @description Stripe's page, where it can be read and paid */
                            url: string | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/journal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The journal's entries of a time, by account and kind, in the order of the chain */
        get: {
            parameters: {
                query?: {
                    /** @description Accounts, or groups of them such as `customer/*`, with commas between them: entries that moved these in all. */
                    accounts?: string;
                    /** @description The `last_id` of the page before. */
                    after?: string;
                    currency?: string;
                    /** @description Included. */
                    from?: number;
                    kind?: string;
                    limit?: number;
                    /** @description The third word of the business key: what a fee was taken for. */
                    subject?: string;
                    /** @description Not included. */
                    to?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Entries */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                at: number;
                                business_key: string;
                                id: string;
                                kind: string;
                                moved_micro_usd: number | null;
                                /** @constant */
                                object: "journal_entry";
                                postings: {
                                    account: string;
                                    amount_micro_usd: number;
                                }[];
                            }[];
                            first_id: string | null;
                            has_more: boolean;
                            last_id: string | null;
                            /** @constant */
                            object: "list";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/owners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create an owner */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: email */
                        email?: string;
                        name: string;
                        tariffMicroUsdPerKwh: number;
                    };
                };
            };
            responses: {
                /** @description The owner and its API key, shown this once */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            apiKey: string;
                            ownerId: string;
                            stripeAccountId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/owners/{owner_id}/held_pay/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let pay go again that was held for proven fraud, and the vehicles come back by new keys */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    owner_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Released */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            held_since: null;
                            owner_id: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/owners/{owner_id}/held_pay/propose": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Propose to let pay go again that was held for proven fraud, which another person approves */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    owner_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Proposed */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            owner_id: string;
                            proposed_by: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/payout_runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Payout runs, latest first */
        get: {
            parameters: {
                query?: {
                    after?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Runs */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                amount_micro_usd: number;
                                decided_at: number | null;
                                decided_by: string | null;
                                executed_at: number | null;
                                id: string;
                                left_out: number;
                                made_at: number;
                                made_by: string;
                                /** @description Taken first, for what owners were overpaid. */
                                netted_micro_usd: number;
                                /** @constant */
                                object: "payout_run";
                                /** @description How many pages its lines fill. */
                                pages: number;
                                paid_micro_usd: number;
                                /** @description Written to payouts so far; judged anew, so they may be fewer. */
                                paid_payees: number;
                                payees: number;
                                /** @description The month it pays for: each payee gets one transfer of it. */
                                period: string;
                                rejected_for: string | null;
                                /** @enum {string} */
                                state: "drafting" | "proposed" | "approved" | "executed" | "rejected";
                                /** @description For the tax office, of payees whose tax id is missing or wrong. */
                                withheld_micro_usd: number;
                            }[];
                            first_id: string | null;
                            has_more: boolean;
                            last_id: string | null;
                            /** @constant */
                            object: "list";
                        };
                    };
                };
            };
        };
        put?: never;
        /**
         * Propose a payout run of this month, which another person approves
         * @description It is `drafting` until every owner was looked at, then `proposed`: its lines say who is paid what, what is withheld and netted, and why the others are left out.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The run */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            amount_micro_usd: number;
                            decided_at: number | null;
                            decided_by: string | null;
                            executed_at: number | null;
                            id: string;
                            left_out: number;
                            made_at: number;
                            made_by: string;
                            /** @description Taken first, for what owners were overpaid. */
                            netted_micro_usd: number;
                            /** @constant */
                            object: "payout_run";
                            /** @description How many pages its lines fill. */
                            pages: number;
                            paid_micro_usd: number;
                            /** @description Written to payouts so far; judged anew, so they may be fewer. */
                            paid_payees: number;
                            payees: number;
                            /** @description The month it pays for: each payee gets one transfer of it. */
                            period: string;
                            rejected_for: string | null;
                            /** @enum {string} */
                            state: "drafting" | "proposed" | "approved" | "executed" | "rejected";
                            /** @description For the tax office, of payees whose tax id is missing or wrong. */
                            withheld_micro_usd: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/payout_runs/{run_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A payout run and a page of its lines: each payee that has something, and what is paid of it */
        get: {
            parameters: {
                query?: {
                    /** @description Of its lines, counted from 0. */
                    page?: number;
                };
                header?: never;
                path: {
                    run_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The run */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            amount_micro_usd: number;
                            decided_at: number | null;
                            decided_by: string | null;
                            executed_at: number | null;
                            id: string;
                            left_out: number;
                            lines: {
                                amount_micro_usd: number;
                                beneficiary_id: string | null;
                                /** @description Why nothing is paid. */
                                left_out: ("below_threshold" | "first_payout_waits" | "payouts_stopped" | "account_closed" | "account_restricted" | "payout_under_way" | "paid_this_period" | "owes_more") | null;
                                netted_micro_usd: number;
                                owner_id: string;
                                released_micro_usd: number;
                                withheld_micro_usd: number;
                            }[];
                            made_at: number;
                            made_by: string;
                            /** @description Taken first, for what owners were overpaid. */
                            netted_micro_usd: number;
                            /** @constant */
                            object: "payout_run";
                            page: number;
                            /** @description How many pages its lines fill. */
                            pages: number;
                            paid_micro_usd: number;
                            /** @description Written to payouts so far; judged anew, so they may be fewer. */
                            paid_payees: number;
                            payees: number;
                            /** @description The month it pays for: each payee gets one transfer of it. */
                            period: string;
                            rejected_for: string | null;
                            /** @enum {string} */
                            state: "drafting" | "proposed" | "approved" | "executed" | "rejected";
                            /** @description For the tax office, of payees whose tax id is missing or wrong. */
                            withheld_micro_usd: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/payout_runs/{run_id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a payout run be carried out that somebody else proposed
         * @description Each payee is judged anew: less may be left to pay, and never is more paid than was shown.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    run_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Approved */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            amount_micro_usd: number;
                            decided_at: number | null;
                            decided_by: string | null;
                            executed_at: number | null;
                            id: string;
                            left_out: number;
                            made_at: number;
                            made_by: string;
                            /** @description Taken first, for what owners were overpaid. */
                            netted_micro_usd: number;
                            /** @constant */
                            object: "payout_run";
                            /** @description How many pages its lines fill. */
                            pages: number;
                            paid_micro_usd: number;
                            /** @description Written to payouts so far; judged anew, so they may be fewer. */
                            paid_payees: number;
                            payees: number;
                            /** @description The month it pays for: each payee gets one transfer of it. */
                            period: string;
                            rejected_for: string | null;
                            /** @enum {string} */
                            state: "drafting" | "proposed" | "approved" | "executed" | "rejected";
                            /** @description For the tax office, of payees whose tax id is missing or wrong. */
                            withheld_micro_usd: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/payout_runs/{run_id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reject a payout run: nothing of it is paid, and another may be proposed */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    run_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Rejected */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            amount_micro_usd: number;
                            decided_at: number | null;
                            decided_by: string | null;
                            executed_at: number | null;
                            id: string;
                            left_out: number;
                            made_at: number;
                            made_by: string;
                            /** @description Taken first, for what owners were overpaid. */
                            netted_micro_usd: number;
                            /** @constant */
                            object: "payout_run";
                            /** @description How many pages its lines fill. */
                            pages: number;
                            paid_micro_usd: number;
                            /** @description Written to payouts so far; judged anew, so they may be fewer. */
                            paid_payees: number;
                            payees: number;
                            /** @description The month it pays for: each payee gets one transfer of it. */
                            period: string;
                            rejected_for: string | null;
                            /** @enum {string} */
                            state: "drafting" | "proposed" | "approved" | "executed" | "rejected";
                            /** @description For the tax office, of payees whose tax id is missing or wrong. */
                            withheld_micro_usd: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is of finance, and what each may do; those whose keys were revoked too */
        get: {
            parameters: {
                query?: {
                    /** @description The `last_id` of the page before. */
                    after?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description People */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                asked: ("read" | "make" | "approve" | "people")[];
                                confirmed_by: string | null;
                                created_at: number;
                                email: string;
                                id: string;
                                let_in_by: string | null;
                                may: ("read" | "make" | "approve" | "people")[];
                                name: string;
                                /** @constant */
                                object: "finance_person";
                                revoked_at: number | null;
                            }[];
                            first_id: string | null;
                            has_more: boolean;
                            last_id: string | null;
                            /** @constant */
                            object: "list";
                        };
                    };
                };
            };
        };
        put?: never;
        /**
         * Let somebody in: a person of finance with a key of their own
         * @description The key may read; what else it may do is in force once a second person confirmed it.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: email */
                        email: string;
                        may: ("read" | "make" | "approve" | "people")[];
                        name: string;
                    };
                };
            };
            responses: {
                /** @description The person and the API key, shown this once */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            api_key: string;
                            asked: ("read" | "make" | "approve" | "people")[];
                            confirmed_by: string | null;
                            created_at: number;
                            email: string;
                            id: string;
                            let_in_by: string | null;
                            may: ("read" | "make" | "approve" | "people")[];
                            name: string;
                            /** @constant */
                            object: "finance_person";
                            revoked_at: number | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/people/{person_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a person's key */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    person_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Revoked */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            asked: ("read" | "make" | "approve" | "people")[];
                            confirmed_by: string | null;
                            created_at: number;
                            email: string;
                            id: string;
                            let_in_by: string | null;
                            may: ("read" | "make" | "approve" | "people")[];
                            name: string;
                            /** @constant */
                            object: "finance_person";
                            revoked_at: number | null;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/people/{person_id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm what a person may do whom somebody else let in */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    person_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description In force */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            asked: ("read" | "make" | "approve" | "people")[];
                            confirmed_by: string | null;
                            created_at: number;
                            email: string;
                            id: string;
                            let_in_by: string | null;
                            may: ("read" | "make" | "approve" | "people")[];
                            name: string;
                            /** @constant */
                            object: "finance_person";
                            revoked_at: number | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/periods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Closed months, and which is the next to close */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Periods */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                accounts_object: string;
                                accounts_sha256: string;
                                balances: {
                                    [key: string]: {
                                        [key: string]: number;
                                    };
                                };
                                closed_at: number;
                                closed_by: string;
                                entries: number;
                                journal_hash: string;
                                journal_seq: number;
                                month: string;
                                /** @constant */
                                object: "period";
                            }[];
                            next_closes_from: number | null;
                            next_month: string | null;
                            /** @constant */
                            object: "list";
                            refused_entries: {
                                at: number;
                                business_key: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/periods/{month}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close a month for good
         * @description From an hour after its end on, in the order of months, once all its entries are in the journal. A closed month never changes: corrections are entries of the open one.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    month: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Closed */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            accounts_object: string;
                            accounts_sha256: string;
                            balances: {
                                [key: string]: {
                                    [key: string]: number;
                                };
                            };
                            closed_at: number;
                            closed_by: string;
                            entries: number;
                            journal_hash: string;
                            journal_seq: number;
                            month: string;
                            /** @constant */
                            object: "period";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Prove the ledger */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The proof */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            balances: {
                                [key: string]: number;
                            };
                            entries: number;
                            explained: number;
                            explainedTransactions: number;
                            holds: boolean;
                            invariants: {
                                detail: string;
                                holds: boolean;
                                id: number;
                                name: string;
                            }[];
                            sumMicroUsd: number;
                            unmatched: number;
                            unmatchedItems: {
                                differenceMicroUsd: number;
                                id: string;
                                reason: string;
                                /** @enum {string} */
                                side: "stripe" | "ledger";
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What takes two people and was proposed: credit that is given, lent or given up */
        get: {
            parameters: {
                query?: {
                    /** @description The `last_id` of the page before. */
                    after?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Proposals */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                about: string;
                                /** @enum {string} */
                                act: "grant_promo" | "set_terms" | "mark_uncollectible";
                                amount_micro_usd: number;
                                decided_at: number | null;
                                decided_by: string | null;
                                id: string;
                                made_at: number;
                                made_by: string;
                                /** @constant */
                                object: "proposal";
                                /** @enum {string} */
                                status: "proposed" | "approved" | "rejected";
                            }[];
                            first_id: string | null;
                            has_more: boolean;
                            last_id: string | null;
                            /** @constant */
                            object: "list";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/proposals/{proposal_id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let happen what somebody else proposed */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    proposal_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            about: string;
                            /** @enum {string} */
                            act: "grant_promo" | "set_terms" | "mark_uncollectible";
                            amount_micro_usd: number;
                            decided_at: number | null;
                            decided_by: string | null;
                            id: string;
                            made_at: number;
                            made_by: string;
                            /** @constant */
                            object: "proposal";
                            /** @enum {string} */
                            status: "proposed" | "approved" | "rejected";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/proposals/{proposal_id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reject what was proposed */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    proposal_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Rejected */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            about: string;
                            /** @enum {string} */
                            act: "grant_promo" | "set_terms" | "mark_uncollectible";
                            amount_micro_usd: number;
                            decided_at: number | null;
                            decided_by: string | null;
                            id: string;
                            made_at: number;
                            made_by: string;
                            /** @constant */
                            object: "proposal";
                            /** @enum {string} */
                            status: "proposed" | "approved" | "rejected";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/reconciliations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The latest matches of ledger, Stripe and bank, latest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Matches */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                id: string;
                                /** @constant */
                                object: "reconciliation";
                                requested_at: number;
                                requested_by: string;
                                /** @enum {string} */
                                state: "pending" | "done";
                                summary: {
                                    done_at: number;
                                    exceptions_changed: number;
                                    exceptions_closed: number;
                                    exceptions_open: number;
                                    exceptions_opened: number;
                                    explained_micro_usd: number;
                                    found: {
                                        [key: string]: number;
                                    };
                                    from: number;
                                    lines_posted: number;
                                    matched: {
                                        lines: number;
                                        payouts: number;
                                        transactions: number;
                                    };
                                } | null;
                            }[];
                            /** @constant */
                            object: "list";
                        };
                    };
                };
            };
        };
        put?: never;
        /** Match ledger, Stripe and bank now, besides once a day */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: date */
                        from?: string;
                    };
                };
            };
            responses: {
                /** @description Asked for */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            /** @constant */
                            object: "reconciliation";
                            requested_at: number;
                            requested_by: string;
                            /** @enum {string} */
                            state: "pending" | "done";
                            summary: {
                                done_at: number;
                                exceptions_changed: number;
                                exceptions_closed: number;
                                exceptions_open: number;
                                exceptions_opened: number;
                                explained_micro_usd: number;
                                found: {
                                    [key: string]: number;
                                };
                                from: number;
                                lines_posted: number;
                                matched: {
                                    lines: number;
                                    payouts: number;
                                    transactions: number;
                                };
                            } | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/reconciliations/{reconciliation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a match found */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    reconciliation_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The match */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            /** @constant */
                            object: "reconciliation";
                            requested_at: number;
                            requested_by: string;
                            /** @enum {string} */
                            state: "pending" | "done";
                            summary: {
                                done_at: number;
                                exceptions_changed: number;
                                exceptions_closed: number;
                                exceptions_open: number;
                                exceptions_opened: number;
                                explained_micro_usd: number;
                                found: {
                                    [key: string]: number;
                                };
                                from: number;
                                lines_posted: number;
                                matched: {
                                    lines: number;
                                    payouts: number;
                                    transactions: number;
                                };
                            } | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/reports/fees": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A month's fees: Stripe's and the platform's */
        get: {
            parameters: {
                query?: {
                    currency?: string;
                    format?: "json" | "csv" | "pdf";
                    month?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The report */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            about: string | null;
                            checks: {
                                holds: boolean;
                                left_micro_usd: number;
                                right_micro_usd: number;
                                says: string;
                            }[];
                            currency: string;
                            from: number | null;
                            name: string;
                            notes: string[];
                            /** @constant */
                            object: "report";
                            sections: {
                                columns: {
                                    key: string;
                                    label: string;
                                    /** @enum {string} */
                                    unit: "text" | "micro_usd" | "count" | "time";
                                }[];
                                rows: {
                                    [key: string]: string | number | null;
                                }[];
                                title: string;
                                total: {
                                    [key: string]: string | number | null;
                                } | null;
                            }[];
                            title: string;
                            to: number;
                        };
                        "application/pdf": string;
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/reports/margin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was left of a month, by model and window */
        get: {
            parameters: {
                query?: {
                    currency?: string;
                    format?: "json" | "csv" | "pdf";
                    month?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The report */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            about: string | null;
                            checks: {
                                holds: boolean;
                                left_micro_usd: number;
                                right_micro_usd: number;
                                says: string;
                            }[];
                            currency: string;
                            from: number | null;
                            name: string;
                            notes: string[];
                            /** @constant */
                            object: "report";
                            sections: {
                                columns: {
                                    key: string;
                                    label: string;
                                    /** @enum {string} */
                                    unit: "text" | "micro_usd" | "count" | "time";
                                }[];
                                rows: {
                                    [key: string]: string | number | null;
                                }[];
                                title: string;
                                total: {
                                    [key: string]: string | number | null;
                                } | null;
                            }[];
                            title: string;
                            to: number;
                        };
                        "application/pdf": string;
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/reports/payouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was paid to whom, of a run or in a month, and how far each has come */
        get: {
            parameters: {
                query?: {
                    currency?: string;
                    format?: "json" | "csv" | "pdf";
                    month?: string;
                    run?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The report */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            about: string | null;
                            checks: {
                                holds: boolean;
                                left_micro_usd: number;
                                right_micro_usd: number;
                                says: string;
                            }[];
                            currency: string;
                            from: number | null;
                            name: string;
                            notes: string[];
                            /** @constant */
                            object: "report";
                            sections: {
                                columns: {
                                    key: string;
                                    label: string;
                                    /** @enum {string} */
                                    unit: "text" | "micro_usd" | "count" | "time";
                                }[];
                                rows: {
                                    [key: string]: string | number | null;
                                }[];
                                title: string;
                                total: {
                                    [key: string]: string | number | null;
                                } | null;
                            }[];
                            title: string;
                            to: number;
                        };
                        "application/pdf": string;
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/reports/roll_forwards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Deferred revenue, owner payable, receivables: opening, movements by kind, closing */
        get: {
            parameters: {
                query?: {
                    currency?: string;
                    format?: "json" | "csv" | "pdf";
                    month?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The report */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            about: string | null;
                            checks: {
                                holds: boolean;
                                left_micro_usd: number;
                                right_micro_usd: number;
                                says: string;
                            }[];
                            currency: string;
                            from: number | null;
                            name: string;
                            notes: string[];
                            /** @constant */
                            object: "report";
                            sections: {
                                columns: {
                                    key: string;
                                    label: string;
                                    /** @enum {string} */
                                    unit: "text" | "micro_usd" | "count" | "time";
                                }[];
                                rows: {
                                    [key: string]: string | number | null;
                                }[];
                                title: string;
                                total: {
                                    [key: string]: string | number | null;
                                } | null;
                            }[];
                            title: string;
                            to: number;
                        };
                        "application/pdf": string;
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/reports/trial_balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How all accounts stand: now, or at a month's end */
        get: {
            parameters: {
                query?: {
                    currency?: string;
                    format?: "json" | "csv" | "pdf";
                    month?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The report */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            about: string | null;
                            checks: {
                                holds: boolean;
                                left_micro_usd: number;
                                right_micro_usd: number;
                                says: string;
                            }[];
                            currency: string;
                            from: number | null;
                            name: string;
                            notes: string[];
                            /** @constant */
                            object: "report";
                            sections: {
                                columns: {
                                    key: string;
                                    label: string;
                                    /** @enum {string} */
                                    unit: "text" | "micro_usd" | "count" | "time";
                                }[];
                                rows: {
                                    [key: string]: string | number | null;
                                }[];
                                title: string;
                                total: {
                                    [key: string]: string | number | null;
                                } | null;
                            }[];
                            title: string;
                            to: number;
                        };
                        "application/pdf": string;
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The requests behind what an owner earned of a settlement
         * @description Each with its units, its price and the owner’s part. Both are told apart by reference time, so that they sum exactly to what was charged and paid of the batch.
         */
        get: {
            parameters: {
                query: {
                    limit?: number;
                    owner: string;
                    settlement: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Requests */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            batch_id: string;
                            charge_micro_usd: number;
                            checks: {
                                holds: boolean;
                                left_micro_usd: number;
                                right_micro_usd: number;
                                says: string;
                            }[];
                            data: {
                                charge_micro_usd: number;
                                custom_id: string | null;
                                input_tokens: number | null;
                                line: number | null;
                                output_tokens: number | null;
                                owner_micro_usd: number;
                                pages: number | null;
                                reference_microseconds: number;
                                requests: number;
                                task: number;
                                vehicle_id: string;
                            }[];
                            has_more: boolean;
                            micro_usd_per_reference_second: number;
                            model: string;
                            notes: string[];
                            /** @constant */
                            object: "paid_requests";
                            owner_id: string;
                            owner_micro_usd: number;
                            owner_share_percent: number;
                            reference_microseconds: number;
                            requests: number;
                            settlement: string;
                            settlements: {
                                accrual: string;
                                amount_micro_usd: number;
                                at: number;
                                reference_microseconds: number;
                                requests: number;
                                settlement: string;
                            }[];
                            window: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/reversals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Entries that somebody wants undone, or wanted */
        get: {
            parameters: {
                query?: {
                    /** @description The `last_id` of the page before. */
                    after?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Reversals */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                business_key: string;
                                decided_at: number | null;
                                decided_by: string | null;
                                id: string;
                                made_at: number;
                                made_by: string;
                                /** @constant */
                                object: "reversal";
                                reason: string;
                                reversed_by: string | null;
                                /** @enum {string} */
                                state: "proposed" | "approved" | "posted" | "rejected";
                            }[];
                            first_id: string | null;
                            has_more: boolean;
                            last_id: string | null;
                            /** @constant */
                            object: "list";
                        };
                    };
                };
            };
        };
        put?: never;
        /**
         * Ask for an entry to be undone by its mirror, which another person approves
         * @description Refused where the entry moved what a customer or an owner has, a batch, or money at Stripe: those are undone by refunds, claw-backs and adjustments.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        business_key: string;
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Proposed */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            business_key: string;
                            decided_at: number | null;
                            decided_by: string | null;
                            id: string;
                            made_at: number;
                            made_by: string;
                            /** @constant */
                            object: "reversal";
                            reason: string;
                            reversed_by: string | null;
                            /** @enum {string} */
                            state: "proposed" | "approved" | "posted" | "rejected";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/reversals/{reversal_id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let the entry be posted that undoes another, which somebody else asked for */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    reversal_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Approved */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            business_key: string;
                            decided_at: number | null;
                            decided_by: string | null;
                            id: string;
                            made_at: number;
                            made_by: string;
                            /** @constant */
                            object: "reversal";
                            reason: string;
                            reversed_by: string | null;
                            /** @enum {string} */
                            state: "proposed" | "approved" | "posted" | "rejected";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/reversals/{reversal_id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leave an entry as it is that somebody wanted undone */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    reversal_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Rejected */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            business_key: string;
                            decided_at: number | null;
                            decided_by: string | null;
                            id: string;
                            made_at: number;
                            made_by: string;
                            /** @constant */
                            object: "reversal";
                            reason: string;
                            reversed_by: string | null;
                            /** @enum {string} */
                            state: "proposed" | "approved" | "posted" | "rejected";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/statements/customers/{customer_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A customer's month: of each account opening, movements and closing */
        get: {
            parameters: {
                query?: {
                    currency?: string;
                    format?: "json" | "csv" | "pdf";
                    month?: string;
                };
                header?: never;
                path: {
                    customer_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The report */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            about: string | null;
                            checks: {
                                holds: boolean;
                                left_micro_usd: number;
                                right_micro_usd: number;
                                says: string;
                            }[];
                            currency: string;
                            from: number | null;
                            name: string;
                            notes: string[];
                            /** @constant */
                            object: "report";
                            sections: {
                                columns: {
                                    key: string;
                                    label: string;
                                    /** @enum {string} */
                                    unit: "text" | "micro_usd" | "count" | "time";
                                }[];
                                rows: {
                                    [key: string]: string | number | null;
                                }[];
                                title: string;
                                total: {
                                    [key: string]: string | number | null;
                                } | null;
                            }[];
                            title: string;
                            to: number;
                        };
                        "application/pdf": string;
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/statements/owners/{owner_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An owner's month: of each account opening, movements and closing */
        get: {
            parameters: {
                query?: {
                    currency?: string;
                    format?: "json" | "csv" | "pdf";
                    month?: string;
                };
                header?: never;
                path: {
                    owner_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The report */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            about: string | null;
                            checks: {
                                holds: boolean;
                                left_micro_usd: number;
                                right_micro_usd: number;
                                says: string;
                            }[];
                            currency: string;
                            from: number | null;
                            name: string;
                            notes: string[];
                            /** @constant */
                            object: "report";
                            sections: {
                                columns: {
                                    key: string;
                                    label: string;
                                    /** @enum {string} */
                                    unit: "text" | "micro_usd" | "count" | "time";
                                }[];
                                rows: {
                                    [key: string]: string | number | null;
                                }[];
                                title: string;
                                total: {
                                    [key: string]: string | number | null;
                                } | null;
                            }[];
                            title: string;
                            to: number;
                        };
                        "application/pdf": string;
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/finance/tax/{year}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What tax forms ask for, by payee and quarter: earned, fees, withheld, transferred, and which are due
         * @description Names and how tax ids stand come from Stripe as they are now; a tax id itself never does. Streamed, as JSON or as CSV (a row a payee and quarter, quarter 0 is the year). In parts: go on after the last owner of one.
         */
        get: {
            parameters: {
                query?: {
                    /** @description The last `owner_id` of the part before. */
                    after?: string;
                    format?: "json" | "csv";
                    /** @description Owners to look at. */
                    limit?: number;
                };
                header?: never;
                path: {
                    year: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The year */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                beneficiary_id: string | null;
                                country: string | null;
                                /** @description By the bounds of the year: see docs/money.md. */
                                forms: ("1099-NEC" | "1099-K" | "DAC7")[];
                                /** @description As Stripe has it; null where the account is gone. */
                                name: string | null;
                                owner_id: string;
                                quarters: {
                                    /** @description The platform's part of what customers paid for it, at the share in force. */
                                    fees_micro_usd: number;
                                    /** @description Earned, less what was clawed back. */
                                    gross_micro_usd: number;
                                    quarter: number;
                                    /** @description Sent, less what came back. */
                                    transferred_micro_usd: number;
                                    transfers: number;
                                    withheld_micro_usd: number;
                                }[];
                                stripe_account_id: string;
                                /** @description How the tax id stands at Stripe. The number itself never leaves Stripe. */
                                tax_id: ("verified" | "provided" | "missing" | "wrong") | null;
                                year: {
                                    /** @description The platform's part of what customers paid for it, at the share in force. */
                                    fees_micro_usd: number;
                                    /** @description Earned, less what was clawed back. */
                                    gross_micro_usd: number;
                                    /** @description Sent, less what came back. */
                                    transferred_micro_usd: number;
                                    transfers: number;
                                    withheld_micro_usd: number;
                                };
                            }[];
                            has_more: boolean;
                            last_owner_id: string | null;
                            /** @constant */
                            object: "list";
                            year: number;
                        };
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: never;
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
