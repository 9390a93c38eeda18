// Made from the market's own OpenAPI document by `npm run generate:web`: not to be edited.
export interface paths {
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The public keys that receipts and erasures are signed with
         * @description Needs no key. The first one signs now; earlier ones stay, so that what they signed can be checked. A kid is the thumbprint of its key (RFC 7638) and never serves another.
         */
        get: operations["getJwks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api_keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists API keys, newest first, revoked ones too; a key of one project sees that project’s */
        get: operations["listApiKeys"];
        put?: never;
        /** Makes an API key; its secret is shown this once */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api_keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Retrieves an API key, without its secret */
        get: operations["getApiKey"];
        put?: never;
        post?: never;
        /** Revokes a key: every secret of it is refused from the next call on */
        delete: operations["deleteApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api_keys/{keyId}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a key a new secret; the former one works on for a grace, under the same key */
        post: operations["rotateApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auto_top_up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The automatic top-up, and why it charges nothing now */
        get: operations["getAutoTopUp"];
        /**
         * Have the saved card pay when too little is left
         * @description It takes a saved card: top up once with `save_card`. A declined card, or one whose bank wants its holder, pauses it and says why; setting it again goes on.
         */
        put: operations["setAutoTopUp"];
        post?: never;
        /**
         * No more automatic top-ups
         * @description One that is under way is still made.
         */
        delete: operations["deleteAutoTopUp"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The balance: what can be spent, what was given, what is owed */
        get: operations["getBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists batches, newest first */
        get: operations["listBatches"];
        put?: never;
        /** Runs a file, requests or a quote: every line is judged, quoted and held for before anything is queued */
        post: operations["createBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{batchId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Retrieves a batch with its progress and its charge so far */
        get: operations["getBatch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{batchId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a batch: what is finished is delivered and charged, the rest is not */
        post: operations["cancelBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{batchId}/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was erased of a zero-retention batch, signed
         * @description One entry when the content of the whole batch is gone; before it, one for each live call of a batch of live calls. Empty until then, and for batches that keep their data.
         */
        get: operations["listErasures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{batchId}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a batch is, who is at it, when it will be done, and why it waits */
        get: operations["getBatchProgress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{batchId}/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A signed receipt for each line of the output file
         * @description JSON Lines, in the order of the output file: who ran the request (under a pseudonym), on what, what was metered, and a hash of the very line, signed by a key of /.well-known/jwks.json. `parkade verify receipts.jsonl output.jsonl` checks them offline. They stay when the content of a zero-retention batch is erased.
         */
        get: operations["getBatchReceipts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/chat/completions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A chat completion, or a page read, at once */
        post: operations["createChatCompletion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/completions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The legacy completions: each prompt is answered as a chat’s only message */
        post: operations["createCompletion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/embeddings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Vectors of texts, at once */
        post: operations["createEmbedding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists files */
        get: operations["listFiles"];
        put?: never;
        /** Keeps a batch input file */
        post: operations["createFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/files/{fileId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Retrieves a file object */
        get: operations["getFile"];
        put?: never;
        post?: never;
        /** Deletes a file */
        delete: operations["deleteFile"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/files/{fileId}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Downloads a file, or a range of its bytes */
        get: operations["getFileContent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invoices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists invoices, latest first */
        get: operations["listInvoices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is on sale, what it costs, and how many vehicles can run it now */
        get: operations["listModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{model}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Retrieves a model: the very files it is, its prices, and how many vehicles can run it now */
        get: operations["getModel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organization/costs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was charged, day by day, in the shape of OpenAI’s administration API */
        get: operations["getOrganizationCosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organization/usage/completions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What completions used, day by day, in the shape of OpenAI’s administration API */
        get: operations["getCompletionsUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organization/usage/embeddings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What embeddings used, day by day, in the shape of OpenAI’s administration API */
        get: operations["getEmbeddingsUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists projects, archived ones too; a key of one project sees that one */
        get: operations["listProjects"];
        put?: never;
        /** Makes a project, with a cap on what it may spend a month */
        post: operations["createProject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{projectId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Retrieves a project, with what it has spent this month */
        get: operations["getProject"];
        put?: never;
        /**
         * Changes a project’s name, cap or alerts
         * @description A lower cap holds for what is held from then on: work that is under way is finished and charged, so that a month may end above a cap that was lowered in it.
         */
        post: operations["updateProject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{projectId}/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the thresholds of its cap that a project has crossed, once each a month */
        get: operations["listProjectAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{projectId}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends a project: its keys are revoked and nothing new begins in it
         * @description Work that is under way is finished and charged. It can’t be undone.
         */
        post: operations["archiveProject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/quotes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A dry run: what is wrong, what it would cost, when it would be done; nothing is spent or queued */
        post: operations["createQuote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/quotes/{quoteId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Retrieves a quote as it was told, and the batch that was made of it */
        get: operations["getQuote"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists refunds of unused balance, latest first */
        get: operations["listRefunds"];
        put?: never;
        /** Refunds unused balance to the cards it came from, the latest payments first: a refund for each payment */
        post: operations["createRefund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/refunds/{refundId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A refund */
        get: operations["getRefund"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A response of a model to a conversation: at once, as a stream of events, or in the background */
        post: operations["createResponse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responses/{responseId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Retrieves a stored response, or tells its events again */
        get: operations["getResponse"];
        put?: never;
        post?: never;
        /** Deletes a stored response; one that still waits in the background is not run any more */
        delete: operations["deleteResponse"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responses/{responseId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancels a response in the background; one that has ended stays as it is */
        post: operations["cancelResponse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responses/{responseId}/input_items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what a response was made from: the conversation before it, and its own input */
        get: operations["listResponseInputItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/top_ups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists top-ups, latest first, automatic ones too */
        get: operations["listTopUps"];
        put?: never;
        /** Top up the prepaid balance */
        post: operations["createTopUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/top_ups/{topUpId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of a top-up */
        get: operations["getTopUp"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins a file that comes in parts, within an hour */
        post: operations["createUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads/{uploadId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancels an upload: it takes no more parts and never becomes a file */
        post: operations["cancelUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads/{uploadId}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a file of an upload’s parts */
        post: operations["completeUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads/{uploadId}/parts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds a part to an upload: of any size, in any order, several at a time */
        post: operations["addUploadPart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was used and charged, by day, key, project, model or window; as CSV with "Accept: text/csv"
         * @description It agrees with the ledger to the micro-dollar: each settlement counts here in the very transaction that charges. A key of one project sees that project’s.
         */
        get: operations["getUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook_endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists webhook endpoints, newest first */
        get: operations["listWebhookEndpoints"];
        put?: never;
        /** Registers a URL that is told of events; the signing secret is shown here and never again */
        post: operations["createWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook_endpoints/{endpointId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Retrieves a webhook endpoint, with why it fails or was disabled */
        get: operations["getWebhookEndpoint"];
        put?: never;
        /** Changes a webhook endpoint, or enables it again */
        post: operations["updateWebhookEndpoint"];
        /** Deletes a webhook endpoint; what is on its way to it is dropped */
        delete: operations["deleteWebhookEndpoint"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook_endpoints/{endpointId}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what was sent to a webhook endpoint in the last 30 days, newest first, with each attempt's outcome */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook_endpoints/{endpointId}/deliveries/{deliveryId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends an event again now, under the same webhook-id, with all its retries */
        post: operations["replayWebhookDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook_endpoints/{endpointId}/rotate_secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a webhook endpoint a new signing secret; for 24 hours the old one signs too */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook_endpoints/{endpointId}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a sample event, once, and tells what the endpoint answered */
        post: operations["testWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook_event_types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the event types that webhooks can tell of */
        get: operations["listWebhookEventTypes"];
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
    schemas: {
        ApiKey: {
            created_at: number;
            expires_at: number | null;
            id: string;
            /** @description To a quarter of an hour. */
            last_used_at: number | null;
            name: string;
            /** @constant */
            object: "api_key";
            /** @description The secret before the last rotation, while it works. */
            previous: {
                redacted: string;
                works_until: number;
            } | null;
            /** @description What it spends is counted there. */
            project_id: string;
            /**
             * @description organization: it acts in every project; project: in its own alone.
             * @enum {string}
             */
            reach: "organization" | "project";
            /** @description Its prefix and last four characters: the secret itself is not kept. */
            redacted: string;
            revoked_at: number | null;
            scopes: ("inference" | "files.read" | "files.write" | "batches.read" | "batches.write" | "webhooks.read" | "webhooks.write" | "keys.read" | "keys.write" | "projects.read" | "projects.write" | "usage.read" | "billing.read" | "billing.write")[];
            /** @enum {string} */
            status: "active" | "expired" | "revoked";
        };
        ApiKeyList: {
            data: components["schemas"]["ApiKey"][];
            first_id: string | null;
            has_more: boolean;
            last_id: string | null;
            /** @constant */
            object: "list";
        };
        ApiKeyWithValue: {
            created_at: number;
            expires_at: number | null;
            id: string;
            /** @description To a quarter of an hour. */
            last_used_at: number | null;
            name: string;
            /** @constant */
            object: "api_key";
            /** @description The secret before the last rotation, while it works. */
            previous: {
                redacted: string;
                works_until: number;
            } | null;
            /** @description What it spends is counted there. */
            project_id: string;
            /**
             * @description organization: it acts in every project; project: in its own alone.
             * @enum {string}
             */
            reach: "organization" | "project";
            /** @description Its prefix and last four characters: the secret itself is not kept. */
            redacted: string;
            revoked_at: number | null;
            scopes: ("inference" | "files.read" | "files.write" | "batches.read" | "batches.write" | "webhooks.read" | "webhooks.write" | "keys.read" | "keys.write" | "projects.read" | "projects.write" | "usage.read" | "billing.read" | "billing.write")[];
            /** @enum {string} */
            status: "active" | "expired" | "revoked";
            /** @description The secret. It is shown this once. */
            value: string | null;
        };
        Batch: {
            cancelled_at: number | null;
            cancelling_at: number | null;
            completed_at: number | null;
            completion_window: string;
            created_at: number;
            endpoint: string;
            error_file_id: string | null;
            errors: {
                data: {
                    code: string;
                    /** @description Counts from 1. */
                    line: number | null;
                    message: string;
                    param: string | null;
                }[];
                /** @constant */
                object: "list";
            } | null;
            expired_at: number | null;
            expires_at: number | null;
            failed_at: number | null;
            finalizing_at: number | null;
            id: string;
            in_progress_at: number | null;
            input_file_id: string | null;
            metadata: {
                [key: string]: string;
            } | null;
            model: string;
            /** @constant */
            object: "batch";
            output_file_id: string | null;
            request_counts: {
                completed: number;
                failed: number;
                total: number;
            };
            status: string;
            usage?: {
                input_tokens: number;
                input_tokens_details: {
                    cached_tokens: number;
                };
                output_tokens: number;
                output_tokens_details: {
                    reasoning_tokens: number;
                };
                total_tokens: number;
            };
            x_parkade: {
                charged_micro_usd: number;
                cost_so_far_micro_usd: number;
                /** @description Given back to your balance for requests that missed their window; the charge stays as it is. */
                credited_micro_usd: number;
                price_micro_usd_per_reference_second: number;
                /** @description How far it is, who is at it, and why it waits. Null in lists: see /v1/batches/{id}/progress. */
                progress: {
                    /** @description In seconds from now; null when all requests have ended. */
                    eta: {
                        /** @description Done by then in one of two cases. */
                        p50_seconds: number | null;
                        /** @description Done by then in nine of ten cases. */
                        p90_seconds: number | null;
                        /** @description Why nothing can be said, where nothing can. */
                        reason: string | null;
                    } | null;
                    requests: {
                        completed: number;
                        failed: number;
                        total: number;
                    };
                    tasks: {
                        finished: number;
                        /** @description Being run now. */
                        leased: number;
                        open: number;
                        total: number;
                    };
                    vehicles_at_work: number;
                    waiting_because: {
                        /** @enum {string} */
                        code: "planning" | "no_vehicle_with_model" | "all_vehicles_busy" | "retrying_after_vehicle_left" | "project_cap" | "your_cap" | "rate_limited" | "enqueued_limit" | "assembling" | "checking_results";
                        message: string;
                    } | null;
                } | null;
                promised_at: number;
                quote_id: string | null;
                quoted_micro_usd: number;
                tasks: number;
                waiting_because: {
                    /** @enum {string} */
                    code: "planning" | "no_vehicle_with_model" | "all_vehicles_busy" | "retrying_after_vehicle_left" | "project_cap" | "your_cap" | "rate_limited" | "enqueued_limit" | "assembling" | "checking_results";
                    message: string;
                } | null;
            };
        };
        BatchList: {
            data: components["schemas"]["Batch"][];
            first_id: string | null;
            has_more: boolean;
            last_id: string | null;
            /** @constant */
            object: "list";
        };
        BatchProgress: {
            batch_id: string;
            /** @description The batch never costs more. */
            ceiling_micro_usd: number;
            charged_micro_usd: number;
            completion_window: string;
            /** @description What is finished costs so much. */
            cost_so_far_micro_usd: number;
            created_at: number;
            /** @description Given back for requests that missed their window. */
            credited_micro_usd: number;
            /** @description In seconds from now; null when all requests have ended. */
            eta: {
                /** @description Done by then in one of two cases. */
                p50_seconds: number | null;
                /** @description Done by then in nine of ten cases. */
                p90_seconds: number | null;
                /** @description Why nothing can be said, where nothing can. */
                reason: string | null;
            } | null;
            expires_at: number;
            /** @constant */
            object: "batch.progress";
            promised_at: number;
            requests: {
                completed: number;
                failed: number;
                total: number;
            };
            status: string;
            tasks: {
                finished: number;
                /** @description Being run now. */
                leased: number;
                open: number;
                total: number;
            };
            vehicles_at_work: number;
            waiting_because: {
                /** @enum {string} */
                code: "planning" | "no_vehicle_with_model" | "all_vehicles_busy" | "retrying_after_vehicle_left" | "project_cap" | "your_cap" | "rate_limited" | "enqueued_limit" | "assembling" | "checking_results";
                message: string;
            } | null;
        };
        ChatCompletion: {
            choices: ({
                /** @enum {string} */
                finish_reason: "stop" | "length" | "tool_calls" | "content_filter" | "function_call";
                index: number;
                message: {
                    content?: string | null;
                    /** @constant */
                    role: "assistant";
                    tool_calls?: ({
                        function: {
                            arguments: string;
                            name: string;
                        };
                        id: string;
                        /** @constant */
                        type: "function";
                    } & {
                        [key: string]: unknown;
                    })[] | null;
                } & {
                    [key: string]: unknown;
                };
            } & {
                [key: string]: unknown;
            })[];
            created: number;
            id: string;
            model: string;
            /** @constant */
            object: "chat.completion";
            usage: {
                completion_tokens: number;
                prompt_tokens: number;
                total_tokens: number;
            } & {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        ChatCompletionChunk: {
            choices: {
                delta: {
                    content?: string | null;
                    /** @constant */
                    role?: "assistant";
                    tool_calls?: {
                        function: {
                            arguments?: string;
                            name?: string;
                        };
                        id?: string;
                        index: number;
                        /** @constant */
                        type?: "function";
                    }[];
                };
                finish_reason: ("stop" | "length" | "tool_calls" | "content_filter" | "function_call") | null;
                index: number;
                logprobs: null;
            }[];
            created: number;
            id: string;
            model: string;
            /** @constant */
            object: "chat.completion.chunk";
            service_tier?: string;
            usage?: ({
                completion_tokens: number;
                prompt_tokens: number;
                total_tokens: number;
            } & {
                [key: string]: unknown;
            }) | null;
        };
        ChatMessage: {
            content: string | {
                text: string;
                /** @constant */
                type: "text";
            }[];
            name?: string;
            /** @constant */
            role: "system";
        } | {
            content: string | {
                text: string;
                /** @constant */
                type: "text";
            }[];
            name?: string;
            /** @constant */
            role: "developer";
        } | {
            content: string | ({
                text: string;
                /** @constant */
                type: "text";
            } | {
                image_url: {
                    /** @enum {string} */
                    detail?: "auto" | "low" | "high";
                    url: string;
                };
                /** @constant */
                type: "image_url";
            })[];
            name?: string;
            /** @constant */
            role: "user";
        } | {
            annotations?: unknown[];
            audio?: null;
            content?: (string | {
                text: string;
                /** @constant */
                type: "text";
            }[]) | null;
            name?: string;
            refusal?: null;
            /** @constant */
            role: "assistant";
            tool_calls?: {
                function: {
                    arguments: string;
                    name: string;
                };
                id: string;
                /** @constant */
                type: "function";
            }[] | null;
        } | {
            content: string | {
                text: string;
                /** @constant */
                type: "text";
            }[];
            /** @constant */
            role: "tool";
            tool_call_id: string;
        };
        Completion: {
            choices: {
                finish_reason: ("stop" | "length" | "content_filter") | null;
                /** @description Counts the answers to the first prompt, then the next. */
                index: number;
                logprobs: null;
                text: string;
            }[];
            created: number;
            id: string;
            model: string;
            /** @constant */
            object: "text_completion";
            usage?: ({
                completion_tokens: number;
                prompt_tokens: number;
                total_tokens: number;
            } & {
                [key: string]: unknown;
            }) | null;
        };
        /** @description Of a call with `x_parkade.data: "zero_retention"` that is sent again under its Idempotency-Key: its ids and status. The content is gone. */
        ContentDeleted: {
            created?: number;
            created_at?: number;
            id?: string;
            model?: string;
            object?: string;
            service_tier?: string;
            status?: string;
            usage?: {
                [key: string]: unknown;
            } | null;
            x_parkade: {
                /** @constant */
                content: "deleted";
                /** @constant */
                data: "zero_retention";
            };
        };
        ConversationItem: {
            content: ({
                text: string;
                /** @constant */
                type: "input_text";
            } | {
                /** @enum {string} */
                detail: "auto" | "low" | "high";
                image_url: string;
                /** @constant */
                type: "input_image";
            })[];
            id: string;
            /** @enum {string} */
            role: "user" | "system" | "developer";
            /** @enum {string} */
            status: "in_progress" | "completed" | "incomplete";
            /** @constant */
            type: "message";
        } | {
            content: {
                annotations: unknown[];
                logprobs: unknown[];
                text: string;
                /** @constant */
                type: "output_text";
            }[];
            id: string;
            /** @constant */
            role: "assistant";
            /** @enum {string} */
            status: "in_progress" | "completed" | "incomplete";
            /** @constant */
            type: "message";
        } | {
            /** @description JSON as text, valid by the function’s own schema. */
            arguments: string;
            /** @description What its function_call_output has to name. */
            call_id: string;
            id: string;
            name: string;
            /** @enum {string} */
            status: "in_progress" | "completed" | "incomplete";
            /** @constant */
            type: "function_call";
        } | {
            call_id: string;
            id: string;
            output: string | {
                text: string;
                /** @constant */
                type: "input_text";
            }[];
            /** @enum {string} */
            status: "in_progress" | "completed" | "incomplete";
            /** @constant */
            type: "function_call_output";
        };
        Costs: {
            data: {
                end_time: number;
                /** @constant */
                object: "bucket";
                results: {
                    amount: {
                        /** @constant */
                        currency: "usd";
                        /** @description USD, to a millionth: charged less credited. */
                        value: number;
                    };
                    api_key_id: string | null;
                    /** @description The model and the window or service tier. */
                    line_item: string | null;
                    /** @constant */
                    object: "organization.costs.result";
                    project_id: string | null;
                }[];
                start_time: number;
            }[];
            has_more: boolean;
            next_page: string | null;
            /** @constant */
            object: "page";
        };
        CreateApiKeyRequest: {
            /** @description Unix seconds, in the future. Absent: it does not expire. */
            expires_at?: number | null;
            name: string;
            /** @description What the key spends is counted there, and there alone it may act. Absent: the project of the caller's key; for a key of the organisation, one of the organisation again. */
            project_id?: string | null;
            /** @description What the key may do: at most what the caller's may. Absent: live calls, files and batches, as far as the caller's may. */
            scopes?: ("inference" | "files.read" | "files.write" | "batches.read" | "batches.write" | "webhooks.read" | "webhooks.write" | "keys.read" | "keys.write" | "projects.read" | "projects.write" | "usage.read" | "billing.read" | "billing.write")[];
        };
        CreateBatchRequest: {
            /** @enum {string} */
            completion_window?: "1h" | "4h" | "24h";
            /** @enum {string} */
            endpoint?: "/v1/embeddings" | "/v1/chat/completions";
            input_file_id?: string;
            metadata?: {
                [key: string]: string;
            } | null;
            /** @description How long the output and error files are kept, from when they are made. */
            output_expires_after?: {
                /** @constant */
                anchor: "created_at";
                seconds: number;
            } | null;
            /** @description A quote of yours: its input, its prices, its ceiling. Nothing else is then needed, or must agree. */
            quote_id?: string;
            /** @description The requests themselves, in place of a file. */
            requests?: ({
                /** @description The body that the endpoint takes. */
                body?: unknown;
                /** @description Yours, to know the answer by. Unique in the batch. */
                custom_id?: unknown;
                /** @description POST; may be left out. */
                method?: unknown;
                /** @description The batch's endpoint; may be left out. */
                url?: unknown;
            } & {
                [key: string]: unknown;
            })[];
            x_parkade?: components["schemas"]["Routing"] | null;
        };
        CreateChatCompletionRequest: {
            frequency_penalty?: number | null;
            logprobs?: false | null;
            max_completion_tokens?: number | null;
            max_tokens?: number | null;
            messages: components["schemas"]["ChatMessage"][];
            metadata?: {
                [key: string]: string;
            } | null;
            modalities?: "text"[] | null;
            model: string;
            /** @description Each choice is metered. */
            n?: number | null;
            /** @description An answer has one call at most, whichever is said. */
            parallel_tool_calls?: boolean | null;
            presence_penalty?: number | null;
            prompt_cache_key?: string | null;
            response_format?: ({
                /** @constant */
                type: "text";
            } | {
                /** @constant */
                type: "json_object";
            } | {
                json_schema: {
                    description?: string;
                    name: string;
                    schema: {
                        [key: string]: unknown;
                    };
                    /** @description The schema is kept exactly, strict or not. */
                    strict?: boolean | null;
                };
                /** @constant */
                type: "json_schema";
            }) | null;
            safety_identifier?: string | null;
            /** @description 0 if it is left out. The same request gives the same answer. */
            seed?: number | null;
            service_tier?: ("auto" | "default" | "flex" | "priority") | null;
            stop?: (string | string[]) | null;
            store?: false | null;
            stream?: boolean | null;
            stream_options?: {
                /** @constant */
                include_obfuscation?: false;
                include_usage?: boolean;
            } | null;
            /** @description 0, which takes the likeliest token, if it is left out. */
            temperature?: number | null;
            tool_choice?: (("none" | "auto" | "required") | {
                function: {
                    name: string;
                };
                /** @constant */
                type: "function";
            }) | null;
            tools?: {
                function: {
                    description?: string;
                    name: string;
                    parameters?: {
                        [key: string]: unknown;
                    };
                    /** @description The schema is kept exactly, strict or not. */
                    strict?: boolean | null;
                };
                /** @constant */
                type: "function";
            }[] | null;
            top_logprobs?: 0 | null;
            top_p?: number | null;
            user?: string | null;
            x_parkade?: components["schemas"]["Routing"] | null;
        };
        CreateCompletionRequest: {
            best_of?: 1 | null;
            /** @description Each text begins with its prompt. */
            echo?: boolean | null;
            frequency_penalty?: number | null;
            logit_bias?: null;
            logprobs?: null;
            /** @description 16 unless said, as ever with this endpoint. */
            max_tokens?: number | null;
            model: string;
            /** @description Answers to each prompt; each is metered. */
            n?: number | null;
            presence_penalty?: number | null;
            prompt: string | string[];
            seed?: number | null;
            stop?: (string | string[]) | null;
            stream?: boolean | null;
            stream_options?: {
                /** @constant */
                include_obfuscation?: false;
                include_usage?: boolean;
            } | null;
            suffix?: null;
            temperature?: number | null;
            top_p?: number | null;
            user?: string;
        };
        CreateEmbeddingRequest: {
            /** @description Fewer than the model has: its vectors are cut and made length one again. */
            dimensions?: number;
            /** @enum {string} */
            encoding_format?: "float" | "base64";
            input: string | string[] | number[] | number[][];
            model: string;
            service_tier?: ("auto" | "default" | "flex" | "priority") | null;
            user?: string;
            x_parkade?: components["schemas"]["Routing"] | null;
        };
        CreateProjectRequest: {
            /** @description Told once a month each, when this percentage of the cap is charged. */
            alert_percents?: number[];
            /** @description The most that may be charged and held in a calendar month (UTC), in micro-USD. null: the balance alone limits it. */
            monthly_cap_micro_usd?: number | null;
            name: string;
        };
        CreateQuoteRequest: {
            /**
             * @description Quote this window alone. Left out: all of them.
             * @enum {string}
             */
            completion_window?: "1h" | "4h" | "24h";
            /** @enum {string} */
            endpoint: "/v1/embeddings" | "/v1/chat/completions";
            input_file_id?: string;
            /** @description The requests themselves, in place of a file. */
            requests?: ({
                /** @description The body that the endpoint takes. */
                body?: unknown;
                /** @description Yours, to know the answer by. Unique in the batch. */
                custom_id?: unknown;
                /** @description POST; may be left out. */
                method?: unknown;
                /** @description The batch's endpoint; may be left out. */
                url?: unknown;
            } & {
                [key: string]: unknown;
            })[];
            x_parkade?: components["schemas"]["Routing"] | null;
        };
        CreateResponseRequest: {
            /** @description Answered at once as queued; retrieve it until it is completed. */
            background?: boolean | null;
            context_management?: null;
            conversation?: null;
            include?: unknown[] | null;
            /** @description A text, or messages, function calls and their outputs in their order. */
            input: string | ({
                content: string | ({
                    text: string;
                    /** @constant */
                    type: "input_text";
                } | {
                    annotations?: unknown[];
                    logprobs?: unknown[];
                    text: string;
                    /** @constant */
                    type: "output_text";
                } | {
                    refusal: string;
                    /** @constant */
                    type: "refusal";
                } | {
                    detail?: ("auto" | "low" | "high") | null;
                    file_id?: null;
                    image_url: string;
                    /** @constant */
                    type: "input_image";
                })[];
                id?: string;
                phase?: ("commentary" | "final_answer") | null;
                /** @enum {string} */
                role: "user" | "assistant" | "system" | "developer";
                status?: ("in_progress" | "completed" | "incomplete") | null;
                /** @constant */
                type?: "message";
            } | {
                arguments: string;
                call_id: string;
                id?: string;
                name: string;
                status?: ("in_progress" | "completed" | "incomplete") | null;
                /** @constant */
                type: "function_call";
            } | {
                call_id: string;
                id?: string | null;
                output: string | {
                    text: string;
                    /** @constant */
                    type: "input_text";
                }[];
                status?: ("in_progress" | "completed" | "incomplete") | null;
                /** @constant */
                type: "function_call_output";
            })[];
            /** @description Stands before the input; not carried over. */
            instructions?: string | null;
            max_output_tokens?: number | null;
            max_tool_calls?: null;
            metadata?: {
                [key: string]: string;
            } | null;
            model: string;
            moderation?: null;
            parallel_tool_calls?: boolean | null;
            /** @description A stored response: its input and its output stand before this input. */
            previous_response_id?: string | null;
            prompt?: null;
            prompt_cache_key?: string | null;
            reasoning?: {
                effort?: "none" | null;
                summary?: null;
            } | null;
            safety_identifier?: string | null;
            service_tier?: ("auto" | "default" | "flex" | "priority") | null;
            /** @description Kept for 30 days to be retrieved; true unless said. */
            store?: boolean | null;
            stream?: boolean | null;
            stream_options?: {
                /** @constant */
                include_obfuscation?: false;
            } | null;
            temperature?: number | null;
            text?: {
                format?: {
                    /** @constant */
                    type: "text";
                } | {
                    /** @constant */
                    type: "json_object";
                } | {
                    description?: string;
                    name: string;
                    schema: {
                        [key: string]: unknown;
                    };
                    strict?: boolean | null;
                    /** @constant */
                    type: "json_schema";
                };
                verbosity?: "medium" | null;
            };
            tool_choice?: ("none" | "auto" | "required") | {
                name: string;
                /** @constant */
                type: "function";
            };
            tools?: {
                description?: string | null;
                name: string;
                parameters?: {
                    [key: string]: unknown;
                } | null;
                strict?: boolean | null;
                /** @constant */
                type: "function";
            }[];
            top_logprobs?: 0 | null;
            top_p?: number | null;
            truncation?: "disabled" | null;
            user?: string | null;
            x_parkade?: components["schemas"]["Routing"] | null;
        };
        CreateWebhookEndpointRequest: {
            event_types: ("batch.completed" | "batch.failed" | "batch.expired" | "batch.cancelled" | "balance.topped_up" | "balance.top_up_failed")[];
            /** @description By default the URL's host */
            name?: string;
            /** @description https, on port 443 or from 1024 up, at a public address */
            url: string;
        };
        EmbeddingList: {
            data: {
                /** @description Numbers; with encoding_format base64, 32-bit floats as text. */
                embedding: number[] | string;
                index: number;
                /** @constant */
                object: "embedding";
            }[];
            model: string;
            /** @constant */
            object: "list";
            usage: {
                prompt_tokens: number;
                total_tokens: number;
            };
        };
        Error: {
            error: {
                code: string | null;
                /** @description Of a batch: what is wrong with its lines, the first hundred of them. */
                findings?: {
                    code: string;
                    line: number | null;
                    message: string;
                    param: string | null;
                }[];
                /** @description What was wrong, where, and what to do. */
                message: string;
                /** @description The parameter that was wrong, as a path into the body. */
                param: string | null;
                type: string;
            };
        };
        File: {
            bytes: number;
            created_at: number;
            expires_at: number | null;
            filename: string;
            id: string;
            /** @constant */
            object: "file";
            /** @enum {string} */
            purpose: "batch" | "batch_output";
            /** @constant */
            status: "processed";
        };
        FileList: {
            data: components["schemas"]["File"][];
            first_id: string | null;
            has_more: boolean;
            last_id: string | null;
            /** @constant */
            object: "list";
        };
        JsonWebKeys: {
            keys: {
                /** @constant */
                alg: "EdDSA";
                /** @constant */
                crv: "Ed25519";
                kid: string;
                /** @constant */
                kty: "OKP";
                /** @constant */
                use: "sig";
                x: string;
            }[];
        };
        Model: {
            created: number;
            id: string;
            /** @constant */
            object: "model";
            owned_by: string;
            x_parkade: {
                availability: {
                    /** @description Of them, those with nothing to run. */
                    free: number;
                    /** @description Parked now, with this model. */
                    vehicles: number;
                    /** @description Until a parked vehicle is free, in seconds, over those that are parked now. Null where none is. */
                    wait_seconds: {
                        p50: number;
                        p90: number;
                    } | null;
                };
                description: string;
                endpoints: string[];
                files: {
                    name: string;
                    sha256: string;
                }[];
                limits: {
                    context_tokens: number;
                    default_output_tokens: number;
                    max_output_tokens: number;
                };
                /** @description By completion window of a batch, and by service tier of a live call (`live` is the default tier). 1 USD = 1,000,000 micro-USD. */
                prices: {
                    [key: string]: {
                        input_per_million_tokens_micro_usd: number;
                        output_per_million_tokens_micro_usd: number;
                        per_thousand_pages_micro_usd: number;
                    };
                };
                /** @description Of its files, in hex: a receipt names the first. */
                sha256: string[];
            };
        };
        ModelList: {
            data: components["schemas"]["Model"][];
            /** @constant */
            object: "list";
        };
        OrganizationUsage: {
            data: {
                end_time: number;
                /** @constant */
                object: "bucket";
                results: {
                    api_key_id: string | null;
                    batch?: boolean | null;
                    input_tokens: number;
                    model: string | null;
                    num_model_requests: number;
                    /** @enum {string} */
                    object: "organization.usage.completions.result" | "organization.usage.embeddings.result";
                    output_tokens?: number;
                    project_id: string | null;
                }[];
                start_time: number;
            }[];
            has_more: boolean;
            next_page: string | null;
            /** @constant */
            object: "page";
        };
        Project: {
            alert_percents: number[];
            archived_at: number | null;
            created_at: number;
            id: string;
            /** @description The most that may be charged and held in a calendar month (UTC), in micro-USD. null: the balance alone limits it. */
            monthly_cap_micro_usd: number | null;
            name: string;
            /** @constant */
            object: "project";
            spend: {
                charged_micro_usd: number;
                /** @description For work that is not charged yet. */
                held_micro_usd: number;
                /** @description What the cap still allows; null without a cap. */
                left_micro_usd: number | null;
                /** @description "2027-01", UTC. A batch counts in the month in which it was made. */
                month: string;
            };
            /** @enum {string} */
            status: "active" | "archived";
        };
        ProjectList: {
            data: components["schemas"]["Project"][];
            first_id: string | null;
            has_more: boolean;
            last_id: string | null;
            /** @constant */
            object: "list";
        };
        Quote: {
            /** @description The batch that was made of it; a quote makes one. */
            batch_id: string | null;
            created_at: number;
            /** @enum {string} */
            endpoint: "/v1/embeddings" | "/v1/chat/completions";
            errors: {
                data: {
                    code: string;
                    /** @description Counts from 1. */
                    line: number | null;
                    message: string;
                    param: string | null;
                }[];
                /** @constant */
                object: "list";
                /** @description How many there are; the first hundred are told. */
                total: number;
            } | null;
            /** @description The prices hold until then, for one batch. */
            expires_at: number;
            id: string;
            /** @description Null where the requests were sent with it. */
            input_file_id: string | null;
            /** @description A batch of which anything succeeds is charged this at least. */
            minimum_micro_usd: number | null;
            model: string | null;
            /** @constant */
            object: "quote";
            units: {
                /** @description Estimated, from the length of the texts. */
                input_tokens: number;
                /** @description Estimated: half of what the requests allow. */
                output_tokens: number;
                pages: number;
                reference_seconds: {
                    ceiling: number;
                    likely: number;
                };
                requests: number;
            } | null;
            windows: {
                /** @description The most that a batch made from this quote can cost. */
                ceiling_micro_usd: number;
                /** @enum {string} */
                completion_window: "1h" | "4h" | "24h";
                /** @description From the vehicles that are parked now, in seconds from created_at. */
                eta: {
                    /** @description Done by then in one of two cases. */
                    p50_seconds: number | null;
                    /** @description Done by then in nine of ten cases. */
                    p90_seconds: number | null;
                    /** @description Why nothing can be said, where nothing can. */
                    reason: string | null;
                };
                /** @description A batch with this window would be refused now, as window_full. */
                is_full: boolean;
                likely_micro_usd: number;
                /** @description The share of the price that goes to the owners of the vehicles. */
                owners: {
                    ceiling_micro_usd: number;
                    likely_micro_usd: number;
                    percent: number;
                };
                price_micro_usd_per_reference_second: number;
            }[] | null;
        };
        Receipt: {
            /**
             * @description What came of running a secretly drawn request of the same task again on another owner's vehicle. `none`: this task was not drawn.
             * @enum {string}
             */
            audit: "none" | "pending" | "agrees" | "differs" | "unavailable";
            audited: boolean;
            batch_id: string;
            custom_id: string;
            engine: string;
            /** @description When the vehicle handed it in, in Unix seconds. */
            finished_at: number | null;
            hardware_class: ("AI4" | "AI5") | null;
            /** @description Of the input file, from 1. */
            line: number;
            model: string;
            /** @description Of the file that the vehicle loaded, as it signed. */
            model_sha256: string;
            /** @description SHA-256, in hex, of the bytes of its line in the output file, without the newline. */
            output_sha256: string;
            /** @description What the units come to in the unit that is sold. */
            reference_microseconds: number;
            request_id: string;
            /** @description Detached JWS (header..signature, EdDSA) over the canonical JSON (RFC 8785) of the other members. Its header names the kid and a typ. */
            signature: string;
            /** @description The engine's HTTP status. */
            status: number;
            units: {
                input_tokens: number;
                output_tokens: number;
                pages: number;
            };
            /** @description A pseudonym: the same vehicle has one name within a batch, and another in each other batch. */
            vehicle: string;
        };
        Response: {
            background: boolean;
            completed_at: number | null;
            created_at: number;
            error: {
                /** @enum {string} */
                code: "server_error" | "invalid_prompt";
                message: string;
            } | null;
            id: string;
            incomplete_details: {
                /** @enum {string} */
                reason: "max_output_tokens" | "content_filter";
            } | null;
            instructions: string | null;
            max_output_tokens: number | null;
            max_tool_calls: null;
            metadata: {
                [key: string]: string;
            };
            model: string;
            /** @constant */
            object: "response";
            output: ({
                content: {
                    annotations: unknown[];
                    logprobs: unknown[];
                    text: string;
                    /** @constant */
                    type: "output_text";
                }[];
                id: string;
                /** @constant */
                role: "assistant";
                /** @enum {string} */
                status: "in_progress" | "completed" | "incomplete";
                /** @constant */
                type: "message";
            } | {
                /** @description JSON as text, valid by the function’s own schema. */
                arguments: string;
                /** @description What its function_call_output has to name. */
                call_id: string;
                id: string;
                name: string;
                /** @enum {string} */
                status: "in_progress" | "completed" | "incomplete";
                /** @constant */
                type: "function_call";
            })[];
            parallel_tool_calls: boolean;
            previous_response_id: string | null;
            prompt_cache_key: string | null;
            reasoning: {
                effort: null;
                summary: null;
            };
            safety_identifier: string | null;
            service_tier: string;
            /** @enum {string} */
            status: "queued" | "in_progress" | "completed" | "incomplete" | "failed" | "cancelled";
            store: boolean;
            /** @description null: the model’s own way. */
            temperature: number | null;
            text: {
                format: {
                    type: string;
                } & {
                    [key: string]: unknown;
                };
            } & {
                [key: string]: unknown;
            };
            tool_choice: string | ({
                type: string;
            } & {
                [key: string]: unknown;
            });
            tools: ({
                name: string;
                /** @constant */
                type: "function";
            } & {
                [key: string]: unknown;
            })[];
            /** @constant */
            top_logprobs: 0;
            top_p: number | null;
            /** @constant */
            truncation: "disabled";
            usage: {
                input_tokens: number;
                input_tokens_details: {
                    cache_write_tokens: number;
                    cached_tokens: number;
                };
                output_tokens: number;
                output_tokens_details: {
                    reasoning_tokens: number;
                };
                total_tokens: number;
            } | null;
            user: string | null;
        };
        ResponseEvent: {
            /** @description In events of the life of the whole response. */
            response?: components["schemas"]["Response"];
            /** @description Counts from 0 without a gap. */
            sequence_number: number;
            /** @example response.output_text.delta */
            type: string;
        } & {
            [key: string]: unknown;
        };
        Routing: {
            /** @description Only vehicles of these hardware classes. */
            classes?: ("AI4" | "AI5")[] | null;
            /** @description `zero_retention`: requests, results, input and output files are deleted when they are delivered (downloaded completely, or 24 hours after the end), and the batch answers for it at /v1/batches/{id}/erasures. Default: `standard`. */
            data?: ("standard" | "zero_retention") | null;
            /** @description The most that the whole batch, or this call, may cost, in micro-USD (1 USD = 1,000,000). Refused with price_above_max, and nothing spent, where the ceiling of its quote is higher. */
            max_price?: number | null;
            /** @description Only vehicles whose owner stated one of these regions. A vehicle that states none gets nothing. */
            regions?: ("eu" | "na" | "apac")[] | null;
            /** @description `attested`: only vehicles for whose hardware their maker has signed. Default: `any`. */
            trust?: ("any" | "attested") | null;
        };
        Upload: {
            bytes: number;
            created_at: number;
            expires_at: number;
            /** @description Once the upload is completed. */
            file: components["schemas"]["File"] | null;
            filename: string;
            id: string;
            /** @constant */
            object: "upload";
            /** @constant */
            purpose: "batch";
            /** @enum {string} */
            status: "pending" | "completed" | "cancelled" | "expired";
        };
        UploadPart: {
            created_at: number;
            id: string;
            /** @constant */
            object: "upload.part";
            upload_id: string;
        };
        Usage: {
            data: {
                api_key_id?: string;
                charged_micro_usd: number;
                /** @description Given back for requests that missed their window. */
                credited_micro_usd: number;
                /** @description When it was settled, UTC. */
                day?: string;
                input_tokens: number;
                model?: string;
                output_tokens: number;
                pages: number;
                project_id?: string;
                /** @description What was charged for: reference seconds, to a millionth. */
                reference_seconds: number;
                requests_failed: number;
                requests_succeeded: number;
                /** @description A completion window, or a service tier: priority, live (default), flex. */
                window?: string;
            }[];
            end: string;
            /** @constant */
            object: "list";
            start: string;
            total: {
                charged_micro_usd: number;
                /** @description Given back for requests that missed their window. */
                credited_micro_usd: number;
                input_tokens: number;
                output_tokens: number;
                pages: number;
                /** @description What was charged for: reference seconds, to a millionth. */
                reference_seconds: number;
                requests_failed: number;
                requests_succeeded: number;
            };
        };
        WebhookDelivery: {
            /** @description The latest 20, oldest first */
            attempts: {
                at: number;
                /** @description Why it failed, in words */
                error: string | null;
                latency_ms: number;
                status_code: number | null;
            }[];
            created_at: number;
            event: {
                created_at: number;
                data: {
                    id: string;
                };
                /** @description The header webhook-id: the same on every attempt */
                id: string;
                /** @enum {string} */
                type: "batch.completed" | "batch.failed" | "batch.expired" | "batch.cancelled" | "balance.topped_up" | "balance.top_up_failed";
            };
            id: string;
            next_attempt_at: number | null;
            /** @constant */
            object: "webhook_delivery";
            /** @enum {string} */
            status: "pending" | "delivered" | "failed";
            test: boolean;
            webhook_endpoint_id: string;
        };
        WebhookDeliveryList: {
            data: components["schemas"]["WebhookDelivery"][];
            first_id: string | null;
            has_more: boolean;
            last_id: string | null;
            /** @constant */
            object: "list";
        };
        WebhookEndpoint: {
            created_at: number;
            event_types: ("batch.completed" | "batch.failed" | "batch.expired" | "batch.cancelled" | "balance.topped_up" | "balance.top_up_failed")[];
            id: string;
            name: string;
            /** @constant */
            object: "webhook_endpoint";
            signing_secret_hint: string | null;
            /** @description Of the last change of its settings or its secret */
            updated_at: number;
            url: string;
            x_parkade: {
                failing_since: number | null;
                /** @description Until then the secret before the last rotation signs too */
                previous_secret_until: number | null;
                /** @enum {string} */
                state: "enabled" | "failing" | "disabled";
                state_reason: string | null;
            };
        };
        WebhookEndpointList: {
            data: components["schemas"]["WebhookEndpoint"][];
            first_id: string | null;
            has_more: boolean;
            last_id: string | null;
            /** @constant */
            object: "list";
        };
        WebhookEndpointWithSecret: {
            created_at: number;
            event_types: ("batch.completed" | "batch.failed" | "batch.expired" | "batch.cancelled" | "balance.topped_up" | "balance.top_up_failed")[];
            id: string;
            name: string;
            /** @constant */
            object: "webhook_endpoint";
            signing_secret: string;
            signing_secret_hint: string | null;
            /** @description Of the last change of its settings or its secret */
            updated_at: number;
            url: string;
            x_parkade: {
                failing_since: number | null;
                /** @description Until then the secret before the last rotation signs too */
                previous_secret_until: number | null;
                /** @enum {string} */
                state: "enabled" | "failing" | "disabled";
                state_reason: string | null;
            };
        };
    };
    responses: {
        /** @description Something in the request is wrong: `param` says what. */
        BadRequest: {
            headers: {
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description It is not in a state for this, or another request was first. */
        Conflict: {
            headers: {
                "retry-after": components["headers"]["retry-after"];
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Something failed on our side. Nothing is lost: try again. */
        Fault: {
            headers: {
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The key has not the scope that this needs, or no vehicle may run it. */
        Forbidden: {
            headers: {
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The Idempotency-Key was sent with another request. */
        IdempotencyMismatch: {
            headers: {
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The path has other methods: the header `allow` names them. */
        MethodNotAllowed: {
            headers: {
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description There is no such thing, or none of yours. */
        NotFound: {
            headers: {
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The body or the file is too large. */
        TooLarge: {
            headers: {
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description A limit a minute is reached (`rate_limit_exceeded`), or the balance or a cap is (`insufficient_quota`, with `x-should-retry: false`). */
        TooManyRequests: {
            headers: {
                "retry-after": components["headers"]["retry-after"];
                "x-ratelimit-limit-requests": components["headers"]["x-ratelimit-limit-requests"];
                "x-ratelimit-limit-tokens": components["headers"]["x-ratelimit-limit-tokens"];
                "x-ratelimit-remaining-requests": components["headers"]["x-ratelimit-remaining-requests"];
                "x-ratelimit-remaining-tokens": components["headers"]["x-ratelimit-remaining-tokens"];
                "x-ratelimit-reset-requests": components["headers"]["x-ratelimit-reset-requests"];
                "x-ratelimit-reset-tokens": components["headers"]["x-ratelimit-reset-tokens"];
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description There is no key, or it is not valid any more. */
        Unauthorized: {
            headers: {
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description No vehicle can serve this now (`no_vehicle_available`), or the window is full. */
        Unavailable: {
            headers: {
                "retry-after": components["headers"]["retry-after"];
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The body is of another type than this takes. */
        UnsupportedMediaType: {
            headers: {
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: {
        /** @description Of your making. A POST under it is carried out once at most: sent again, it is answered as the first time, for two days. */
        IdempotencyKey: string;
    };
    requestBodies: never;
    headers: {
        /** @description true: this is the first answer under your Idempotency-Key, again. */
        "idempotent-replayed": string;
        /** @description Seconds until it is worth trying again. */
        "retry-after": number;
        /** @description Requests a minute. */
        "x-ratelimit-limit-requests": number;
        /** @description Tokens a minute. */
        "x-ratelimit-limit-tokens": number;
        /** @description Requests that are left now. */
        "x-ratelimit-remaining-requests": number;
        /** @description Tokens that are left now. */
        "x-ratelimit-remaining-tokens": number;
        /** @description When all are there again: "6m0s". */
        "x-ratelimit-reset-requests": string;
        /** @description When all are there again: "6m0s". */
        "x-ratelimit-reset-tokens": string;
        /** @description Of this very request: name it when you ask about it. */
        "x-request-id": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getJwks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Keys */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "keys": [
                     *         {
                     *           "kty": "OKP",
                     *           "crv": "Ed25519",
                     *           "x": "38XvF_wwUTlZ7Mae8szNqQokL76Eyhls-73zabFekFk",
                     *           "kid": "MTYoSgh5oJsHZksB63tewj7ZGuCNodf2fJyJNaBwWLU",
                     *           "use": "sig",
                     *           "alg": "EdDSA"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["JsonWebKeys"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
                project_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Keys */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "data": [
                     *         {
                     *           "id": "key_01m86xy7j7vaw2q16qgk56natr",
                     *           "object": "api_key",
                     *           "name": "The importer",
                     *           "project_id": "default",
                     *           "reach": "organization",
                     *           "scopes": [
                     *             "files.read",
                     *             "files.write",
                     *             "batches.read",
                     *             "batches.write"
                     *           ],
                     *           "redacted": "pk_test_...wxyz",
                     *           "status": "active",
                     *           "created_at": 1795529055,
                     *           "expires_at": null,
                     *           "revoked_at": null,
                     *           "last_used_at": null,
                     *           "previous": null
                     *         }
                     *       ],
                     *       "first_id": "key_01m86xy7j7vaw2q16qgk56natr",
                     *       "last_id": "key_01m86xy7j7vaw2q16qgk56natr",
                     *       "has_more": true
                     *     }
                     */
                    "application/json": components["schemas"]["ApiKeyList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your making. A POST under it is carried out once at most: sent again, it is answered as the first time, for two days. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "The importer",
                 *       "scopes": [
                 *         "files.read",
                 *         "files.write",
                 *         "batches.read",
                 *         "batches.write"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CreateApiKeyRequest"];
            };
        };
        responses: {
            /** @description The key and its secret */
            200: {
                headers: {
                    "idempotent-replayed": components["headers"]["idempotent-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "key_01m86xy7j7vaw2q16qgk56natr",
                     *       "object": "api_key",
                     *       "name": "The importer",
                     *       "project_id": "default",
                     *       "reach": "organization",
                     *       "scopes": [
                     *         "files.read",
                     *         "files.write",
                     *         "batches.read",
                     *         "batches.write"
                     *       ],
                     *       "redacted": "pk_test_...wxyz",
                     *       "status": "active",
                     *       "created_at": 1795529055,
                     *       "expires_at": null,
                     *       "revoked_at": null,
                     *       "last_used_at": null,
                     *       "previous": null,
                     *       "value": "shown this once"
                     *     }
                     */
                    "application/json": components["schemas"]["ApiKeyWithValue"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    getApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "key_abc123",
                     *       "object": "api_key",
                     *       "name": "The importer",
                     *       "project_id": "default",
                     *       "reach": "organization",
                     *       "scopes": [
                     *         "inference",
                     *         "files.read",
                     *         "files.write",
                     *         "batches.read",
                     *         "batches.write"
                     *       ],
                     *       "redacted": "pk_test_...wxyz",
                     *       "status": "active",
                     *       "created_at": 1795529055,
                     *       "expires_at": null,
                     *       "revoked_at": null,
                     *       "last_used_at": null,
                     *       "previous": null
                     *     }
                     */
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is revoked */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "key_abc123",
                     *       "object": "api_key",
                     *       "deleted": true
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        deleted: true;
                        id: string;
                        /** @constant */
                        object: "api_key";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    rotateApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your making. A POST under it is carried out once at most: sent again, it is answered as the first time, for two days. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "grace_seconds": 3600
                 *     }
                 */
                "application/json": {
                    /**
                     * @description How long the former secret works beside the new one.
                     * @default 86400
                     */
                    grace_seconds?: number;
                };
            };
        };
        responses: {
            /** @description The key and its new secret */
            200: {
                headers: {
                    "idempotent-replayed": components["headers"]["idempotent-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "key_abc123",
                     *       "object": "api_key",
                     *       "name": "The importer",
                     *       "project_id": "default",
                     *       "reach": "organization",
                     *       "scopes": [
                     *         "inference",
                     *         "files.read",
                     *         "files.write",
                     *         "batches.read",
                     *         "batches.write"
                     *       ],
                     *       "redacted": "pk_test_...wxyz",
                     *       "status": "active",
                     *       "created_at": 1795529056,
                     *       "expires_at": null,
                     *       "revoked_at": null,
                     *       "last_used_at": null,
                     *       "previous": {
                     *         "redacted": "pk_test_...wxyz",
                     *         "works_until": 1795532656
                     *       },
                     *       "value": "shown this once"
                     *     }
                     */
                    "application/json": components["schemas"]["ApiKeyWithValue"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    getAutoTopUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is set */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "auto_top_up",
                     *       "status": "on",
                     *       "below_usd": 10,
                     *       "amount_usd": 50,
                     *       "monthly_max_usd": 500,
                     *       "waits_for": null,
                     *       "failure": null,
                     *       "top_up": null,
                     *       "pay_url": null,
                     *       "set_at": 1795905562
                     *     }
                     */
                    "application/json": {
                        amount_usd: number | null;
                        below_usd: number | null;
                        /** @description Why it is paused */
                        failure: {
                            code: string;
                            message: string;
                        } | null;
                        monthly_max_usd: number | null;
                        /** @constant */
                        object: "auto_top_up";
                        /** @description Where the card's holder can confirm the payment that its bank did not let pass */
                        pay_url: string | null;
                        set_at: number | null;
                        /** @enum {string} */
                        status: "on" | "paused" | "off";
                        /** @description The top-up that is under way */
                        top_up: string | null;
                        /** @description Why nothing is charged now; null: a payment is due */
                        waits_for: ("balance" | "monthly_max" | "new_customer_limit" | "frozen" | "under_way" | "you") | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    setAutoTopUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "below_usd": 10,
                 *       "amount_usd": 50,
                 *       "monthly_max_usd": 500
                 *     }
                 */
                "application/json": {
                    amount_usd: number;
                    /** @description A payment is made when less than this may be spent */
                    below_usd: number;
                    /** @description All automatic payments of one calendar month (UTC) together are no more than this */
                    monthly_max_usd?: number;
                };
            };
        };
        responses: {
            /** @description As it is set */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "auto_top_up",
                     *       "status": "on",
                     *       "below_usd": 10,
                     *       "amount_usd": 50,
                     *       "monthly_max_usd": 500,
                     *       "waits_for": null,
                     *       "failure": null,
                     *       "top_up": null,
                     *       "pay_url": null,
                     *       "set_at": 1795905562
                     *     }
                     */
                    "application/json": {
                        amount_usd: number | null;
                        below_usd: number | null;
                        /** @description Why it is paused */
                        failure: {
                            code: string;
                            message: string;
                        } | null;
                        monthly_max_usd: number | null;
                        /** @constant */
                        object: "auto_top_up";
                        /** @description Where the card's holder can confirm the payment that its bank did not let pass */
                        pay_url: string | null;
                        set_at: number | null;
                        /** @enum {string} */
                        status: "on" | "paused" | "off";
                        /** @description The top-up that is under way */
                        top_up: string | null;
                        /** @description Why nothing is charged now; null: a payment is due */
                        waits_for: ("balance" | "monthly_max" | "new_customer_limit" | "frozen" | "under_way" | "you") | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteAutoTopUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is off */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "auto_top_up",
                     *       "status": "off",
                     *       "below_usd": 10,
                     *       "amount_usd": 50,
                     *       "monthly_max_usd": 500,
                     *       "waits_for": "you",
                     *       "failure": null,
                     *       "top_up": null,
                     *       "pay_url": null,
                     *       "set_at": 1795905562
                     *     }
                     */
                    "application/json": {
                        amount_usd: number | null;
                        below_usd: number | null;
                        /** @description Why it is paused */
                        failure: {
                            code: string;
                            message: string;
                        } | null;
                        monthly_max_usd: number | null;
                        /** @constant */
                        object: "auto_top_up";
                        /** @description Where the card's holder can confirm the payment that its bank did not let pass */
                        pay_url: string | null;
                        set_at: number | null;
                        /** @enum {string} */
                        status: "on" | "paused" | "off";
                        /** @description The top-up that is under way */
                        top_up: string | null;
                        /** @description Why nothing is charged now; null: a payment is due */
                        waits_for: ("balance" | "monthly_max" | "new_customer_limit" | "frozen" | "under_way" | "you") | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    getBalance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The balance */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "balance",
                     *       "currency": "usd",
                     *       "available_micro_usd": 9959999,
                     *       "promo_micro_usd": 0,
                     *       "credit_limit_micro_usd": 0,
                     *       "owed_micro_usd": 0,
                     *       "frozen_by": []
                     *     }
                     */
                    "application/json": {
                        available_micro_usd: number;
                        credit_limit_micro_usd: number;
                        /** @constant */
                        currency: "usd";
                        frozen_by: string[];
                        /** @constant */
                        object: "balance";
                        owed_micro_usd: number;
                        promo_micro_usd: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    listBatches: {
        parameters: {
            query?: {
                /** @description The id of the last batch of the page before. */
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Batches */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "data": [
                     *         {
                     *           "id": "batch_01m86xy2j5rnqmycxxvy84eypr",
                     *           "object": "batch",
                     *           "endpoint": "/v1/embeddings",
                     *           "model": "parkade-embed-1",
                     *           "errors": null,
                     *           "input_file_id": "file_01m86xy2e8bxr3k2f6w8xjc4nq",
                     *           "completion_window": "24h",
                     *           "status": "validating",
                     *           "output_file_id": null,
                     *           "error_file_id": null,
                     *           "created_at": 1795529050,
                     *           "in_progress_at": null,
                     *           "expires_at": 1795615450,
                     *           "finalizing_at": null,
                     *           "completed_at": null,
                     *           "failed_at": null,
                     *           "expired_at": null,
                     *           "cancelling_at": null,
                     *           "cancelled_at": null,
                     *           "request_counts": {
                     *             "total": 1,
                     *             "completed": 0,
                     *             "failed": 0
                     *           },
                     *           "metadata": {
                     *             "import": "may-3"
                     *           },
                     *           "x_parkade": {
                     *             "promised_at": 1795615450,
                     *             "quoted_micro_usd": 1,
                     *             "cost_so_far_micro_usd": 0,
                     *             "charged_micro_usd": 0,
                     *             "tasks": 0,
                     *             "credited_micro_usd": 0,
                     *             "price_micro_usd_per_reference_second": 60,
                     *             "quote_id": null,
                     *             "progress": null,
                     *             "waiting_because": null
                     *           }
                     *         }
                     *       ],
                     *       "first_id": "batch_01m86xy2j5rnqmycxxvy84eypr",
                     *       "last_id": "batch_01m86xy2j5rnqmycxxvy84eypr",
                     *       "has_more": true
                     *     }
                     */
                    "application/json": components["schemas"]["BatchList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    createBatch: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your making. A POST under it is carried out once at most: sent again, it is answered as the first time, for two days. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "input_file_id": "file_abc123",
                 *       "endpoint": "/v1/embeddings",
                 *       "completion_window": "24h",
                 *       "metadata": {
                 *         "import": "may-3"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["CreateBatchRequest"];
            };
        };
        responses: {
            /** @description The batch */
            200: {
                headers: {
                    "idempotent-replayed": components["headers"]["idempotent-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "batch_01m86xy2j5rnqmycxxvy84eypr",
                     *       "object": "batch",
                     *       "endpoint": "/v1/embeddings",
                     *       "model": "parkade-embed-1",
                     *       "errors": null,
                     *       "input_file_id": "file_abc123",
                     *       "completion_window": "24h",
                     *       "status": "validating",
                     *       "output_file_id": null,
                     *       "error_file_id": null,
                     *       "created_at": 1795529050,
                     *       "in_progress_at": null,
                     *       "expires_at": 1795615450,
                     *       "finalizing_at": null,
                     *       "completed_at": null,
                     *       "failed_at": null,
                     *       "expired_at": null,
                     *       "cancelling_at": null,
                     *       "cancelled_at": null,
                     *       "request_counts": {
                     *         "total": 1,
                     *         "completed": 0,
                     *         "failed": 0
                     *       },
                     *       "metadata": {
                     *         "import": "may-3"
                     *       },
                     *       "x_parkade": {
                     *         "promised_at": 1795615450,
                     *         "quoted_micro_usd": 1,
                     *         "cost_so_far_micro_usd": 0,
                     *         "charged_micro_usd": 0,
                     *         "tasks": 0,
                     *         "credited_micro_usd": 0,
                     *         "price_micro_usd_per_reference_second": 60,
                     *         "quote_id": null,
                     *         "progress": null,
                     *         "waiting_because": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Batch"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    getBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                batchId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The batch */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "batch_abc123",
                     *       "object": "batch",
                     *       "endpoint": "/v1/embeddings",
                     *       "model": "parkade-embed-1",
                     *       "errors": null,
                     *       "input_file_id": "file_01m86xy38mtk1ah52dd3wpvgan",
                     *       "completion_window": "24h",
                     *       "status": "completed",
                     *       "output_file_id": "file_01m86xy5pyzbstj7htrch379vr",
                     *       "error_file_id": null,
                     *       "created_at": 1795529051,
                     *       "in_progress_at": 1795529052,
                     *       "expires_at": 1795615451,
                     *       "finalizing_at": 1795529053,
                     *       "completed_at": 1795529053,
                     *       "failed_at": null,
                     *       "expired_at": null,
                     *       "cancelling_at": null,
                     *       "cancelled_at": null,
                     *       "request_counts": {
                     *         "total": 1,
                     *         "completed": 1,
                     *         "failed": 0
                     *       },
                     *       "usage": {
                     *         "input_tokens": 5,
                     *         "input_tokens_details": {
                     *           "cached_tokens": 0
                     *         },
                     *         "output_tokens": 0,
                     *         "output_tokens_details": {
                     *           "reasoning_tokens": 0
                     *         },
                     *         "total_tokens": 5
                     *       },
                     *       "metadata": null,
                     *       "x_parkade": {
                     *         "promised_at": 1795615451,
                     *         "quoted_micro_usd": 1,
                     *         "cost_so_far_micro_usd": 0,
                     *         "charged_micro_usd": 0,
                     *         "tasks": 1,
                     *         "credited_micro_usd": 0,
                     *         "price_micro_usd_per_reference_second": 60,
                     *         "quote_id": null,
                     *         "progress": {
                     *           "requests": {
                     *             "total": 1,
                     *             "completed": 1,
                     *             "failed": 0
                     *           },
                     *           "tasks": {
                     *             "total": 1,
                     *             "finished": 1,
                     *             "leased": 0,
                     *             "open": 0
                     *           },
                     *           "vehicles_at_work": 0,
                     *           "eta": null,
                     *           "waiting_because": null
                     *         },
                     *         "waiting_because": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Batch"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    cancelBatch: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your making. A POST under it is carried out once at most: sent again, it is answered as the first time, for two days. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                batchId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The batch */
            200: {
                headers: {
                    "idempotent-replayed": components["headers"]["idempotent-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "batch_def456",
                     *       "object": "batch",
                     *       "endpoint": "/v1/embeddings",
                     *       "model": "parkade-embed-1",
                     *       "errors": null,
                     *       "input_file_id": "file_01m86xy6m9ks8zenacjf3dxc9r",
                     *       "completion_window": "24h",
                     *       "status": "cancelling",
                     *       "output_file_id": null,
                     *       "error_file_id": null,
                     *       "created_at": 1795529054,
                     *       "in_progress_at": 1795529054,
                     *       "expires_at": 1795615454,
                     *       "finalizing_at": null,
                     *       "completed_at": null,
                     *       "failed_at": null,
                     *       "expired_at": null,
                     *       "cancelling_at": 1795529055,
                     *       "cancelled_at": null,
                     *       "request_counts": {
                     *         "total": 1,
                     *         "completed": 0,
                     *         "failed": 0
                     *       },
                     *       "metadata": null,
                     *       "x_parkade": {
                     *         "promised_at": 1795615454,
                     *         "quoted_micro_usd": 1,
                     *         "cost_so_far_micro_usd": 0,
                     *         "charged_micro_usd": 0,
                     *         "tasks": 1,
                     *         "credited_micro_usd": 0,
                     *         "price_micro_usd_per_reference_second": 60,
                     *         "quote_id": null,
                     *         "progress": {
                     *           "requests": {
                     *             "total": 1,
                     *             "completed": 0,
                     *             "failed": 0
                     *           },
                     *           "tasks": {
                     *             "total": 1,
                     *             "finished": 0,
                     *             "leased": 0,
                     *             "open": 1
                     *           },
                     *           "vehicles_at_work": 0,
                     *           "eta": null,
                     *           "waiting_because": null
                     *         },
                     *         "waiting_because": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Batch"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    listErasures: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
            };
            header?: never;
            path: {
                batchId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Erasures */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "data": [],
                     *       "first_id": null,
                     *       "last_id": null,
                     *       "has_more": false
                     *     }
                     */
                    "application/json": {
                        data: {
                            batch_id: string;
                            /** @description Unix seconds. */
                            erased_at: number;
                            id: string;
                            kinds: {
                                /**
                                 * @description `check_`: of requests that were run again elsewhere to check them.
                                 * @enum {string}
                                 */
                                kind: "input_file" | "output_file" | "error_file" | "task_payloads" | "task_results" | "check_payloads" | "check_results" | "data_key";
                                /** @description Found under these names when it was looked again afterwards. */
                                left: number;
                                /** @description SHA-256, in hex, of the names and versions deleted, one `name version` a line. */
                                names_sha256: string | null;
                                /** @description Different names. */
                                objects: number;
                                /** @description Deleted for good, older versions and delete markers included. */
                                versions: number;
                            }[];
                            /** @constant */
                            object: "erasure";
                            /** @description Detached JWS (header..signature, EdDSA) over the canonical JSON (RFC 8785) of the other members. Its header names the kid and a typ. */
                            signature: string;
                            /** @description The live call that it is of, by its number; null: the whole batch. */
                            task: number | null;
                        }[];
                        first_id: string | null;
                        has_more: boolean;
                        last_id: string | null;
                        /** @constant */
                        object: "list";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    getBatchProgress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                batchId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its progress */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "batch.progress",
                     *       "batch_id": "batch_abc123",
                     *       "status": "completed",
                     *       "completion_window": "24h",
                     *       "created_at": 1795529051,
                     *       "promised_at": 1795615451,
                     *       "expires_at": 1795615451,
                     *       "requests": {
                     *         "total": 1,
                     *         "completed": 1,
                     *         "failed": 0
                     *       },
                     *       "tasks": {
                     *         "total": 1,
                     *         "finished": 1,
                     *         "leased": 0,
                     *         "open": 0
                     *       },
                     *       "vehicles_at_work": 0,
                     *       "eta": null,
                     *       "waiting_because": null,
                     *       "cost_so_far_micro_usd": 0,
                     *       "ceiling_micro_usd": 1,
                     *       "charged_micro_usd": 0,
                     *       "credited_micro_usd": 0
                     *     }
                     */
                    "application/json": components["schemas"]["BatchProgress"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    getBatchReceipts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                batchId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One receipt a line */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "batch_id": "batch_abc123",
                     *       "custom_id": "a",
                     *       "request_id": "req_01m86xy3gnm088zy08fvebrdnq_1",
                     *       "line": 1,
                     *       "status": 200,
                     *       "output_sha256": "dbbd0c4d25ad55d3c8d6407fd9b252d27ccb49c1af76af609dc040d051e41485",
                     *       "model": "parkade-embed-1",
                     *       "model_sha256": "f83afb5bd67ed6ec2b66a796690efe293a12b388efd439e5acba087a8709ccce",
                     *       "engine": "onnxruntime-node 1.30.0",
                     *       "hardware_class": "AI4",
                     *       "vehicle": "vehicle_5emrPZZDSajp02SVak4J2Q",
                     *       "units": {
                     *         "input_tokens": 5,
                     *         "output_tokens": 0,
                     *         "pages": 0
                     *       },
                     *       "reference_microseconds": 500,
                     *       "finished_at": 1795529053,
                     *       "audited": false,
                     *       "audit": "none",
                     *       "signature": "eyJhbGciOiJFZERTQSIsImtpZCI6Ik1UWW9TZ2g1b0pzSFprc0I2M3Rld2o3Wkd1Q05vZGYyZkp5Sk5hQndXTFUiLCJ0eXAiOiJwYXJrYWRlLW91dHB1dC1yZWNlaXB0K2p3cyJ9..CQ7B6YoB1QfH86BfKScqFwnScbnH6W3o8gFXs5OOL69FHlx2X1yLVohDsu7bLtuHS-6g7hLnJJulC8S0VsB5AA"
                     *     }
                     */
                    "application/jsonl": components["schemas"]["Receipt"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    createChatCompletion: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your making. A POST under it is carried out once at most: sent again, it is answered as the first time, for two days. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "model": "parkade-dictionary-1",
                 *       "messages": [
                 *         {
                 *           "role": "user",
                 *           "content": "Define harbor."
                 *         }
                 *       ],
                 *       "temperature": 0,
                 *       "max_tokens": 48
                 *     }
                 */
                "application/json": components["schemas"]["CreateChatCompletionRequest"];
            };
        };
        responses: {
            /** @description The completion; where `stream` is true, its chunks as server-sent events */
            200: {
                headers: {
                    "idempotent-replayed": components["headers"]["idempotent-replayed"];
                    "x-ratelimit-limit-requests": components["headers"]["x-ratelimit-limit-requests"];
                    "x-ratelimit-limit-tokens": components["headers"]["x-ratelimit-limit-tokens"];
                    "x-ratelimit-remaining-requests": components["headers"]["x-ratelimit-remaining-requests"];
                    "x-ratelimit-remaining-tokens": components["headers"]["x-ratelimit-remaining-tokens"];
                    "x-ratelimit-reset-requests": components["headers"]["x-ratelimit-reset-requests"];
                    "x-ratelimit-reset-tokens": components["headers"]["x-ratelimit-reset-tokens"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "chatcmpl-01m86xxst44pjjy3b35hkkqhf5",
                     *       "object": "chat.completion",
                     *       "created": 1795529042,
                     *       "model": "parkade-dictionary-1",
                     *       "choices": [
                     *         {
                     *           "index": 0,
                     *           "message": {
                     *             "role": "assistant",
                     *             "content": "a sheltered port where ships can take on or discharge cargo",
                     *             "refusal": null
                     *           },
                     *           "finish_reason": "stop",
                     *           "logprobs": null
                     *         }
                     *       ],
                     *       "usage": {
                     *         "prompt_tokens": 5,
                     *         "completion_tokens": 12,
                     *         "total_tokens": 17
                     *       },
                     *       "service_tier": "default"
                     *     }
                     */
                    "application/json": components["schemas"]["ChatCompletion"] | components["schemas"]["ContentDeleted"];
                    "text/event-stream": components["schemas"]["ChatCompletionChunk"] | components["schemas"]["ContentDeleted"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    createCompletion: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your making. A POST under it is carried out once at most: sent again, it is answered as the first time, for two days. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "model": "parkade-dictionary-1",
                 *       "prompt": "Define harbor.",
                 *       "max_tokens": 48,
                 *       "temperature": 0
                 *     }
                 */
                "application/json": components["schemas"]["CreateCompletionRequest"];
            };
        };
        responses: {
            /** @description The completions of all prompts; where `stream` is true, their chunks */
            200: {
                headers: {
                    "idempotent-replayed": components["headers"]["idempotent-replayed"];
                    "x-ratelimit-limit-requests": components["headers"]["x-ratelimit-limit-requests"];
                    "x-ratelimit-limit-tokens": components["headers"]["x-ratelimit-limit-tokens"];
                    "x-ratelimit-remaining-requests": components["headers"]["x-ratelimit-remaining-requests"];
                    "x-ratelimit-remaining-tokens": components["headers"]["x-ratelimit-remaining-tokens"];
                    "x-ratelimit-reset-requests": components["headers"]["x-ratelimit-reset-requests"];
                    "x-ratelimit-reset-tokens": components["headers"]["x-ratelimit-reset-tokens"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "cmpl-01m86xxzgnqn0fkhz8svdhdv7x",
                     *       "object": "text_completion",
                     *       "created": 1795529047,
                     *       "model": "parkade-dictionary-1",
                     *       "choices": [
                     *         {
                     *           "index": 0,
                     *           "text": "a sheltered port where ships can take on or discharge cargo",
                     *           "logprobs": null,
                     *           "finish_reason": "stop"
                     *         }
                     *       ],
                     *       "usage": {
                     *         "prompt_tokens": 5,
                     *         "completion_tokens": 12,
                     *         "total_tokens": 17
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Completion"] | components["schemas"]["ContentDeleted"];
                    "text/event-stream": components["schemas"]["Completion"] | components["schemas"]["ContentDeleted"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    createEmbedding: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your making. A POST under it is carried out once at most: sent again, it is answered as the first time, for two days. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "model": "parkade-embed-1",
                 *       "input": "a parked car",
                 *       "encoding_format": "base64"
                 *     }
                 */
                "application/json": components["schemas"]["CreateEmbeddingRequest"];
            };
        };
        responses: {
            /** @description The embeddings */
            200: {
                headers: {
                    "idempotent-replayed": components["headers"]["idempotent-replayed"];
                    "x-ratelimit-limit-requests": components["headers"]["x-ratelimit-limit-requests"];
                    "x-ratelimit-limit-tokens": components["headers"]["x-ratelimit-limit-tokens"];
                    "x-ratelimit-remaining-requests": components["headers"]["x-ratelimit-remaining-requests"];
                    "x-ratelimit-remaining-tokens": components["headers"]["x-ratelimit-remaining-tokens"];
                    "x-ratelimit-reset-requests": components["headers"]["x-ratelimit-reset-requests"];
                    "x-ratelimit-reset-tokens": components["headers"]["x-ratelimit-reset-tokens"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "data": [
                     *         {
                     *           "object": "embedding",
                     *           "index": 0,
                     *           "embedding": "rYQpPKbBWz2/VAg+DrNTO2mpFz6yXom9wft5PVerqb1o3Lu9zHybvXRkHj4G+7q9Jm1GPfZGvrrPgm09uFMWPUdtiL1wkkE8+8jiu2WOMj1ayrc9wJqLPdIciztfSbm932kePmEc172GoQG+j/yhPEQY872Jc2U9/orRPV30a706QNe9ErSQPFEAeT2jO689J0tPvDQYC70HjWY9NNXtvZKqFLyXYIE9qOzgvcYifbzNReC97rKOPBjE+j3PcGW940D+PM1fnb1jTdE9cmhDvVbG8b1XT2E9w1uWPVYGnbxW4oa9n6ixvdshY72HMjO+R9M+PoVOzzsidSe9vucNPSFTCT4Y2ki9AbJLvZ6lBb0DLtq9PvHNvaUyO74tiQw9J1jlPW6eLTyCcQO+7e7avJoL5j2GoAE+ODDDvKs8kL0ZpEU+c+CcOTd3Fj4y2CK+hWOvPRL+FD33DUm8q1LqPdIlzD2lIrc9Ixr4vA6ebj25PZg9xFMrPiIMtz2DcK69n4QTvpJFAb2Fj6e9fzJ8u3d1br2lrbU8nvpWPRL1Pb2cV7a7fXPKvdLDl7yBSSA+TZ6UPWc4yz2JKka+xfgevfzH5bweQLA99Y2MPUl9eDwMrdU9a/oyPl/lor2yaWm7jJocPtp+v7xNlCk+FK6aPSA0vDzwZZS7GK18PMWouzw="
                     *         }
                     *       ],
                     *       "model": "parkade-embed-1",
                     *       "usage": {
                     *         "prompt_tokens": 5,
                     *         "total_tokens": 5
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["EmbeddingList"] | components["schemas"]["ContentDeleted"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    listFiles: {
        parameters: {
            query?: {
                /** @description The last id of the page before. */
                after?: string;
                limit?: number;
                /** @description By creation; the newest first. */
                order?: "asc" | "desc";
                purpose?: "batch" | "batch_output";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Files */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "data": [
                     *         {
                     *           "id": "file_01m86xy02z9yst1m2znh3zrvz5",
                     *           "object": "file",
                     *           "bytes": 115,
                     *           "created_at": 1795529048,
                     *           "expires_at": 1798121048,
                     *           "filename": "requests.jsonl",
                     *           "purpose": "batch",
                     *           "status": "processed"
                     *         }
                     *       ],
                     *       "first_id": "file_01m86xy02z9yst1m2znh3zrvz5",
                     *       "last_id": "file_01m86xy02z9yst1m2znh3zrvz5",
                     *       "has_more": true
                     *     }
                     */
                    "application/json": components["schemas"]["FileList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    createFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your making. A POST under it is carried out once at most: sent again, it is answered as the first time, for two days. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "file": "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/embeddings\",\"body\":{\"model\":\"parkade-embed-1\",\"input\":\"a parked car\"}}\n",
                 *       "purpose": "batch"
                 *     }
                 */
                "multipart/form-data": {
                    /** @constant */
                    "expires_after[anchor]"?: "created_at";
                    /** @description From its creation until it is gone; without it 30 days. */
                    "expires_after[seconds]"?: number;
                    /**
                     * Format: binary
                     * @description JSON Lines: a request a line, at most 200 MB.
                     */
                    file: string;
                    /** @constant */
                    purpose: "batch";
                };
            };
        };
        responses: {
            /** @description The file */
            200: {
                headers: {
                    "idempotent-replayed": components["headers"]["idempotent-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "file_01m86xy02z9yst1m2znh3zrvz5",
                     *       "object": "file",
                     *       "bytes": 115,
                     *       "created_at": 1795529048,
                     *       "expires_at": 1798121048,
                     *       "filename": "requests.jsonl",
                     *       "purpose": "batch",
                     *       "status": "processed"
                     *     }
                     */
                    "application/json": components["schemas"]["File"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    getFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                fileId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "file_abc123",
                     *       "object": "file",
                     *       "bytes": 115,
                     *       "created_at": 1795529048,
                     *       "expires_at": 1798121048,
                     *       "filename": "requests.jsonl",
                     *       "purpose": "batch",
                     *       "status": "processed"
                     *     }
                     */
                    "application/json": components["schemas"]["File"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                fileId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "file_abc123",
                     *       "object": "file",
                     *       "deleted": true
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        deleted: true;
                        id: string;
                        /** @constant */
                        object: "file";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    getFileContent: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an earlier answer. */
                "if-range"?: string;
                /** @description One range, as "bytes=0-99": that much is sent, as 206. Several are ignored. */
                range?: string;
            };
            path: {
                fileId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example {"custom_id":"a" */
                    "application/jsonl": string;
                };
            };
            /** @description The bytes of the range */
            206: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example {"custom_id":"a" */
                    "application/jsonl": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description The file has no such bytes */
            416: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    listInvoices: {
        parameters: {
            query?: {
                /** @description The id of the last invoice of the page before. */
                after?: string;
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
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "data": [],
                     *       "first_id": null,
                     *       "last_id": null,
                     *       "has_more": false
                     *     }
                     */
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    listModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Models */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "data": [
                     *         {
                     *           "id": "parkade-embed-1",
                     *           "object": "model",
                     *           "created": 1767225600,
                     *           "owned_by": "parkade",
                     *           "x_parkade": {
                     *             "description": "Static sentence vectors, 128 numbers, English. Small and exactly checkable; not a search model. With fewer dimensions its neighbours soon differ: of the ten nearest, 7 stay at 112, 6 at 96, 4 at 64; under 64 is refused.",
                     *             "endpoints": [
                     *               "/v1/embeddings"
                     *             ],
                     *             "sha256": [
                     *               "f83afb5bd67ed6ec2b66a796690efe293a12b388efd439e5acba087a8709ccce",
                     *               "3b8bb8c37e48b5cff6c80ebfd6c024374c9eb882f160871d517eed11e264f877"
                     *             ],
                     *             "files": [
                     *               {
                     *                 "name": "embed/model.onnx",
                     *                 "sha256": "f83afb5bd67ed6ec2b66a796690efe293a12b388efd439e5acba087a8709ccce"
                     *               },
                     *               {
                     *                 "name": "embed/tokenizer.json",
                     *                 "sha256": "3b8bb8c37e48b5cff6c80ebfd6c024374c9eb882f160871d517eed11e264f877"
                     *               }
                     *             ],
                     *             "prices": {
                     *               "priority": {
                     *                 "input_per_million_tokens_micro_usd": 24000,
                     *                 "output_per_million_tokens_micro_usd": 0,
                     *                 "per_thousand_pages_micro_usd": 0
                     *               },
                     *               "live": {
                     *                 "input_per_million_tokens_micro_usd": 12000,
                     *                 "output_per_million_tokens_micro_usd": 0,
                     *                 "per_thousand_pages_micro_usd": 0
                     *               },
                     *               "flex": {
                     *                 "input_per_million_tokens_micro_usd": 6000,
                     *                 "output_per_million_tokens_micro_usd": 0,
                     *                 "per_thousand_pages_micro_usd": 0
                     *               },
                     *               "1h": {
                     *                 "input_per_million_tokens_micro_usd": 9000,
                     *                 "output_per_million_tokens_micro_usd": 0,
                     *                 "per_thousand_pages_micro_usd": 0
                     *               },
                     *               "4h": {
                     *                 "input_per_million_tokens_micro_usd": 7500,
                     *                 "output_per_million_tokens_micro_usd": 0,
                     *                 "per_thousand_pages_micro_usd": 0
                     *               },
                     *               "24h": {
                     *                 "input_per_million_tokens_micro_usd": 6000,
                     *                 "output_per_million_tokens_micro_usd": 0,
                     *                 "per_thousand_pages_micro_usd": 0
                     *               }
                     *             },
                     *             "limits": {
                     *               "context_tokens": 512,
                     *               "default_output_tokens": 0,
                     *               "max_output_tokens": 0
                     *             },
                     *             "availability": {
                     *               "vehicles": 1,
                     *               "free": 1,
                     *               "wait_seconds": {
                     *                 "p50": 0,
                     *                 "p90": 0
                     *               }
                     *             }
                     *           }
                     *         },
                     *         {
                     *           "id": "parkade-dictionary-1",
                     *           "object": "model",
                     *           "created": 1767225600,
                     *           "owned_by": "parkade",
                     *           "x_parkade": {
                     *             "description": "A self-test: it defines 2,000 English words and says so when it does not know one. Not an assistant.",
                     *             "endpoints": [
                     *               "/v1/chat/completions"
                     *             ],
                     *             "sha256": [
                     *               "4e36492c9817a0fea0a4030c0d8653de377ed68f5cc15bf3a09774ef80db3048"
                     *             ],
                     *             "files": [
                     *               {
                     *                 "name": "dictionary/model.gguf",
                     *                 "sha256": "4e36492c9817a0fea0a4030c0d8653de377ed68f5cc15bf3a09774ef80db3048"
                     *               }
                     *             ],
                     *             "prices": {
                     *               "priority": {
                     *                 "input_per_million_tokens_micro_usd": 19200,
                     *                 "output_per_million_tokens_micro_usd": 240000,
                     *                 "per_thousand_pages_micro_usd": 0
                     *               },
                     *               "live": {
                     *                 "input_per_million_tokens_micro_usd": 9600,
                     *                 "output_per_million_tokens_micro_usd": 120000,
                     *                 "per_thousand_pages_micro_usd": 0
                     *               },
                     *               "flex": {
                     *                 "input_per_million_tokens_micro_usd": 4800,
                     *                 "output_per_million_tokens_micro_usd": 60000,
                     *                 "per_thousand_pages_micro_usd": 0
                     *               },
                     *               "1h": {
                     *                 "input_per_million_tokens_micro_usd": 7200,
                     *                 "output_per_million_tokens_micro_usd": 90000,
                     *                 "per_thousand_pages_micro_usd": 0
                     *               },
                     *               "4h": {
                     *                 "input_per_million_tokens_micro_usd": 6000,
                     *                 "output_per_million_tokens_micro_usd": 75000,
                     *                 "per_thousand_pages_micro_usd": 0
                     *               },
                     *               "24h": {
                     *                 "input_per_million_tokens_micro_usd": 4800,
                     *                 "output_per_million_tokens_micro_usd": 60000,
                     *                 "per_thousand_pages_micro_usd": 0
                     *               }
                     *             },
                     *             "limits": {
                     *               "context_tokens": 1024,
                     *               "default_output_tokens": 64,
                     *               "max_output_tokens": 1024
                     *             },
                     *             "availability": {
                     *               "vehicles": 1,
                     *               "free": 1,
                     *               "wait_seconds": {
                     *                 "p50": 0,
                     *                 "p90": 0
                     *               }
                     *             }
                     *           }
                     *         },
                     *         {
                     *           "id": "tesseract-eng",
                     *           "object": "model",
                     *           "created": 1767225600,
                     *           "owned_by": "parkade",
                     *           "x_parkade": {
                     *             "description": "Reads printed English from one page image (image_url data URL, PNG or JPEG).",
                     *             "endpoints": [
                     *               "/v1/chat/completions"
                     *             ],
                     *             "sha256": [
                     *               "45b4cb346724ac1774f1c36f42f182b887bcdb28ebe63e6fff90ac41f3fcff91"
                     *             ],
                     *             "files": [
                     *               {
                     *                 "name": "@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz",
                     *                 "sha256": "45b4cb346724ac1774f1c36f42f182b887bcdb28ebe63e6fff90ac41f3fcff91"
                     *               }
                     *             ],
                     *             "prices": {
                     *               "priority": {
                     *                 "input_per_million_tokens_micro_usd": 0,
                     *                 "output_per_million_tokens_micro_usd": 0,
                     *                 "per_thousand_pages_micro_usd": 3600000
                     *               },
                     *               "live": {
                     *                 "input_per_million_tokens_micro_usd": 0,
                     *                 "output_per_million_tokens_micro_usd": 0,
                     *                 "per_thousand_pages_micro_usd": 1800000
                     *               },
                     *               "flex": {
                     *                 "input_per_million_tokens_micro_usd": 0,
                     *                 "output_per_million_tokens_micro_usd": 0,
                     *                 "per_thousand_pages_micro_usd": 900000
                     *               },
                     *               "1h": {
                     *                 "input_per_million_tokens_micro_usd": 0,
                     *                 "output_per_million_tokens_micro_usd": 0,
                     *                 "per_thousand_pages_micro_usd": 1350000
                     *               },
                     *               "4h": {
                     *                 "input_per_million_tokens_micro_usd": 0,
                     *                 "output_per_million_tokens_micro_usd": 0,
                     *                 "per_thousand_pages_micro_usd": 1125000
                     *               },
                     *               "24h": {
                     *                 "input_per_million_tokens_micro_usd": 0,
                     *                 "output_per_million_tokens_micro_usd": 0,
                     *                 "per_thousand_pages_micro_usd": 900000
                     *               }
                     *             },
                     *             "limits": {
                     *               "context_tokens": 4096,
                     *               "default_output_tokens": 4096,
                     *               "max_output_tokens": 4096
                     *             },
                     *             "availability": {
                     *               "vehicles": 0,
                     *               "free": 0,
                     *               "wait_seconds": null
                     *             }
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ModelList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    getModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The model */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "parkade-embed-1",
                     *       "object": "model",
                     *       "created": 1767225600,
                     *       "owned_by": "parkade",
                     *       "x_parkade": {
                     *         "description": "Static sentence vectors, 128 numbers, English. Small and exactly checkable; not a search model. With fewer dimensions its neighbours soon differ: of the ten nearest, 7 stay at 112, 6 at 96, 4 at 64; under 64 is refused.",
                     *         "endpoints": [
                     *           "/v1/embeddings"
                     *         ],
                     *         "sha256": [
                     *           "f83afb5bd67ed6ec2b66a796690efe293a12b388efd439e5acba087a8709ccce",
                     *           "3b8bb8c37e48b5cff6c80ebfd6c024374c9eb882f160871d517eed11e264f877"
                     *         ],
                     *         "files": [
                     *           {
                     *             "name": "embed/model.onnx",
                     *             "sha256": "f83afb5bd67ed6ec2b66a796690efe293a12b388efd439e5acba087a8709ccce"
                     *           },
                     *           {
                     *             "name": "embed/tokenizer.json",
                     *             "sha256": "3b8bb8c37e48b5cff6c80ebfd6c024374c9eb882f160871d517eed11e264f877"
                     *           }
                     *         ],
                     *         "prices": {
                     *           "priority": {
                     *             "input_per_million_tokens_micro_usd": 24000,
                     *             "output_per_million_tokens_micro_usd": 0,
                     *             "per_thousand_pages_micro_usd": 0
                     *           },
                     *           "live": {
                     *             "input_per_million_tokens_micro_usd": 12000,
                     *             "output_per_million_tokens_micro_usd": 0,
                     *             "per_thousand_pages_micro_usd": 0
                     *           },
                     *           "flex": {
                     *             "input_per_million_tokens_micro_usd": 6000,
                     *             "output_per_million_tokens_micro_usd": 0,
                     *             "per_thousand_pages_micro_usd": 0
                     *           },
                     *           "1h": {
                     *             "input_per_million_tokens_micro_usd": 9000,
                     *             "output_per_million_tokens_micro_usd": 0,
                     *             "per_thousand_pages_micro_usd": 0
                     *           },
                     *           "4h": {
                     *             "input_per_million_tokens_micro_usd": 7500,
                     *             "output_per_million_tokens_micro_usd": 0,
                     *             "per_thousand_pages_micro_usd": 0
                     *           },
                     *           "24h": {
                     *             "input_per_million_tokens_micro_usd": 6000,
                     *             "output_per_million_tokens_micro_usd": 0,
                     *             "per_thousand_pages_micro_usd": 0
                     *           }
                     *         },
                     *         "limits": {
                     *           "context_tokens": 512,
                     *           "default_output_tokens": 0,
                     *           "max_output_tokens": 0
                     *         },
                     *         "availability": {
                     *           "vehicles": 1,
                     *           "free": 1,
                     *           "wait_seconds": {
                     *             "p50": 0,
                     *             "p90": 0
                     *           }
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Model"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    getOrganizationCosts: {
        parameters: {
            query: {
                api_key_ids?: string | string[];
                "api_key_ids[]"?: string | string[];
                bucket_width?: "1d";
                /** @description Unix seconds, excluded. Absent: now. */
                end_time?: number;
                group_by?: string | string[];
                "group_by[]"?: string | string[];
                /** @description Buckets a page. */
                limit?: number;
                models?: string | string[];
                "models[]"?: string | string[];
                /** @description next_page of the reply before. */
                page?: string;
                project_ids?: string | string[];
                "project_ids[]"?: string | string[];
                /** @description Unix seconds; the day that it lies in is told whole. */
                start_time: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Costs */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "page",
                     *       "data": [
                     *         {
                     *           "object": "bucket",
                     *           "start_time": 1767225600,
                     *           "end_time": 1767312000,
                     *           "results": []
                     *         }
                     *       ],
                     *       "has_more": true,
                     *       "next_page": "2026-01-02"
                     *     }
                     */
                    "application/json": components["schemas"]["Costs"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    getCompletionsUsage: {
        parameters: {
            query: {
                api_key_ids?: string | string[];
                "api_key_ids[]"?: string | string[];
                bucket_width?: "1d";
                /** @description Unix seconds, excluded. Absent: now. */
                end_time?: number;
                group_by?: string | string[];
                "group_by[]"?: string | string[];
                /** @description Buckets a page. */
                limit?: number;
                models?: string | string[];
                "models[]"?: string | string[];
                /** @description next_page of the reply before. */
                page?: string;
                project_ids?: string | string[];
                "project_ids[]"?: string | string[];
                /** @description Unix seconds; the day that it lies in is told whole. */
                start_time: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Usage */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "page",
                     *       "data": [
                     *         {
                     *           "object": "bucket",
                     *           "start_time": 1767225600,
                     *           "end_time": 1767312000,
                     *           "results": []
                     *         }
                     *       ],
                     *       "has_more": true,
                     *       "next_page": "2026-01-02"
                     *     }
                     */
                    "application/json": components["schemas"]["OrganizationUsage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    getEmbeddingsUsage: {
        parameters: {
            query: {
                api_key_ids?: string | string[];
                "api_key_ids[]"?: string | string[];
                bucket_width?: "1d";
                /** @description Unix seconds, excluded. Absent: now. */
                end_time?: number;
                group_by?: string | string[];
                "group_by[]"?: string | string[];
                /** @description Buckets a page. */
                limit?: number;
                models?: string | string[];
                "models[]"?: string | string[];
                /** @description next_page of the reply before. */
                page?: string;
                project_ids?: string | string[];
                "project_ids[]"?: string | string[];
                /** @description Unix seconds; the day that it lies in is told whole. */
                start_time: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Usage */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "page",
                     *       "data": [
                     *         {
                     *           "object": "bucket",
                     *           "start_time": 1767225600,
                     *           "end_time": 1767312000,
                     *           "results": []
                     *         }
                     *       ],
                     *       "has_more": true,
                     *       "next_page": "2026-01-02"
                     *     }
                     */
                    "application/json": components["schemas"]["OrganizationUsage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    listProjects: {
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
            /** @description Projects */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "data": [
                     *         {
                     *           "id": "default",
                     *           "object": "project",
                     *           "name": "Default",
                     *           "status": "active",
                     *           "monthly_cap_micro_usd": null,
                     *           "alert_percents": [
                     *             50,
                     *             80,
                     *             100
                     *           ],
                     *           "created_at": 1795529027,
                     *           "archived_at": null,
                     *           "spend": {
                     *             "month": "2026-11",
                     *             "charged_micro_usd": 0,
                     *             "held_micro_usd": 40001,
                     *             "left_micro_usd": null
                     *           }
                     *         },
                     *         {
                     *           "id": "proj_01m86xy7sjshmwwcd9561mnyce",
                     *           "object": "project",
                     *           "name": "Search",
                     *           "status": "active",
                     *           "monthly_cap_micro_usd": 50000000,
                     *           "alert_percents": [
                     *             50,
                     *             90
                     *           ],
                     *           "created_at": 1795529056,
                     *           "archived_at": null,
                     *           "spend": {
                     *             "month": "2026-11",
                     *             "charged_micro_usd": 0,
                     *             "held_micro_usd": 0,
                     *             "left_micro_usd": 50000000
                     *           }
                     *         }
                     *       ],
                     *       "first_id": "default",
                     *       "last_id": "proj_01m86xy7sjshmwwcd9561mnyce",
                     *       "has_more": false
                     *     }
                     */
                    "application/json": components["schemas"]["ProjectList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    createProject: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your making. A POST under it is carried out once at most: sent again, it is answered as the first time, for two days. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Search",
                 *       "monthly_cap_micro_usd": 50000000,
                 *       "alert_percents": [
                 *         50,
                 *         90
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CreateProjectRequest"];
            };
        };
        responses: {
            /** @description The project */
            200: {
                headers: {
                    "idempotent-replayed": components["headers"]["idempotent-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "proj_01m86xy7sjshmwwcd9561mnyce",
                     *       "object": "project",
                     *       "name": "Search",
                     *       "status": "active",
                     *       "monthly_cap_micro_usd": 50000000,
                     *       "alert_percents": [
                     *         50,
                     *         90
                     *       ],
                     *       "created_at": 1795529056,
                     *       "archived_at": null,
                     *       "spend": {
                     *         "month": "2026-11",
                     *         "charged_micro_usd": 0,
                     *         "held_micro_usd": 0,
                     *         "left_micro_usd": 50000000
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Project"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    getProject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The project */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "proj_abc123",
                     *       "object": "project",
                     *       "name": "Search",
                     *       "status": "active",
                     *       "monthly_cap_micro_usd": 50000000,
                     *       "alert_percents": [
                     *         50,
                     *         80,
                     *         100
                     *       ],
                     *       "created_at": 1795529056,
                     *       "archived_at": null,
                     *       "spend": {
                     *         "month": "2026-11",
                     *         "charged_micro_usd": 0,
                     *         "held_micro_usd": 0,
                     *         "left_micro_usd": 50000000
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Project"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateProject: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your making. A POST under it is carried out once at most: sent again, it is answered as the first time, for two days. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "monthly_cap_micro_usd": 80000000
                 *     }
                 */
                "application/json": {
                    /** @description Told once a month each, when this percentage of the cap is charged. */
                    alert_percents?: number[];
                    /** @description The most that may be charged and held in a calendar month (UTC), in micro-USD. null: the balance alone limits it. */
                    monthly_cap_micro_usd?: number | null;
                    name?: string;
                };
            };
        };
        responses: {
            /** @description The project */
            200: {
                headers: {
                    "idempotent-replayed": components["headers"]["idempotent-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "proj_abc123",
                     *       "object": "project",
                     *       "name": "Search",
                     *       "status": "active",
                     *       "monthly_cap_micro_usd": 80000000,
                     *       "alert_percents": [
                     *         50,
                     *         80,
                     *         100
                     *       ],
                     *       "created_at": 1795529056,
                     *       "archived_at": null,
                     *       "spend": {
                     *         "month": "2026-11",
                     *         "charged_micro_usd": 0,
                     *         "held_micro_usd": 0,
                     *         "left_micro_usd": 80000000
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Project"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    listProjectAlerts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Alerts */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "data": [],
                     *       "first_id": null,
                     *       "last_id": null,
                     *       "has_more": false
                     *     }
                     */
                    "application/json": {
                        data: {
                            cap_micro_usd: number;
                            /** @description In the month, when the alert was told. */
                            charged_micro_usd: number;
                            created_at: number;
                            id: string;
                            month: string;
                            /** @constant */
                            object: "project.spend_alert";
                            percent: number;
                            project_id: string;
                        }[];
                        first_id: string | null;
                        has_more: boolean;
                        last_id: string | null;
                        /** @constant */
                        object: "list";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    archiveProject: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your making. A POST under it is carried out once at most: sent again, it is answered as the first time, for two days. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                projectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The project */
            200: {
                headers: {
                    "idempotent-replayed": components["headers"]["idempotent-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "proj_abc123",
                     *       "object": "project",
                     *       "name": "Search",
                     *       "status": "archived",
                     *       "monthly_cap_micro_usd": 50000000,
                     *       "alert_percents": [
                     *         50,
                     *         80,
                     *         100
                     *       ],
                     *       "created_at": 1795529056,
                     *       "archived_at": 1795529056,
                     *       "spend": {
                     *         "month": "2026-11",
                     *         "charged_micro_usd": 0,
                     *         "held_micro_usd": 0,
                     *         "left_micro_usd": 50000000
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Project"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    createQuote: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your making. A POST under it is carried out once at most: sent again, it is answered as the first time, for two days. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "endpoint": "/v1/embeddings",
                 *       "requests": [
                 *         {
                 *           "custom_id": "a",
                 *           "body": {
                 *             "model": "parkade-embed-1",
                 *             "input": "a parked car"
                 *           }
                 *         }
                 *       ],
                 *       "completion_window": "24h"
                 *     }
                 */
                "application/json": components["schemas"]["CreateQuoteRequest"];
            };
        };
        responses: {
            /** @description The quote */
            200: {
                headers: {
                    "idempotent-replayed": components["headers"]["idempotent-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "quote_01m86xy1xd996exqbhx448qjb4",
                     *       "object": "quote",
                     *       "created_at": 1795529050,
                     *       "expires_at": 1795530850,
                     *       "endpoint": "/v1/embeddings",
                     *       "model": "parkade-embed-1",
                     *       "input_file_id": null,
                     *       "errors": null,
                     *       "units": {
                     *         "requests": 1,
                     *         "input_tokens": 4,
                     *         "output_tokens": 0,
                     *         "pages": 0,
                     *         "reference_seconds": {
                     *           "likely": 0.0004,
                     *           "ceiling": 0.0014
                     *         }
                     *       },
                     *       "minimum_micro_usd": 0,
                     *       "windows": [
                     *         {
                     *           "completion_window": "24h",
                     *           "price_micro_usd_per_reference_second": 60,
                     *           "likely_micro_usd": 0,
                     *           "ceiling_micro_usd": 1,
                     *           "owners": {
                     *             "percent": 75,
                     *             "likely_micro_usd": 0,
                     *             "ceiling_micro_usd": 0
                     *           },
                     *           "eta": {
                     *             "p50_seconds": null,
                     *             "p90_seconds": null,
                     *             "reason": "No vehicle with this model is parked now."
                     *           },
                     *           "is_full": false
                     *         }
                     *       ],
                     *       "batch_id": null
                     *     }
                     */
                    "application/json": components["schemas"]["Quote"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    getQuote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                quoteId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The quote */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "quote_abc123",
                     *       "object": "quote",
                     *       "created_at": 1795529050,
                     *       "expires_at": 1795530850,
                     *       "endpoint": "/v1/embeddings",
                     *       "model": "parkade-embed-1",
                     *       "input_file_id": null,
                     *       "errors": null,
                     *       "units": {
                     *         "requests": 1,
                     *         "input_tokens": 4,
                     *         "output_tokens": 0,
                     *         "pages": 0,
                     *         "reference_seconds": {
                     *           "likely": 0.0004,
                     *           "ceiling": 0.0014
                     *         }
                     *       },
                     *       "minimum_micro_usd": 0,
                     *       "windows": [
                     *         {
                     *           "completion_window": "24h",
                     *           "price_micro_usd_per_reference_second": 60,
                     *           "likely_micro_usd": 0,
                     *           "ceiling_micro_usd": 1,
                     *           "owners": {
                     *             "percent": 75,
                     *             "likely_micro_usd": 0,
                     *             "ceiling_micro_usd": 0
                     *           },
                     *           "eta": {
                     *             "p50_seconds": null,
                     *             "p90_seconds": null,
                     *             "reason": "No vehicle with this model is parked now."
                     *           },
                     *           "is_full": false
                     *         }
                     *       ],
                     *       "batch_id": null
                     *     }
                     */
                    "application/json": components["schemas"]["Quote"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    listRefunds: {
        parameters: {
            query?: {
                /** @description The id of the last refund of the page before. */
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
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "data": [
                     *         {
                     *           "id": "ref_abc123",
                     *           "object": "refund",
                     *           "amount_micro_usd": 5000000,
                     *           "status": "sent",
                     *           "payment": "pi_abc123",
                     *           "reason": null,
                     *           "created_at": 1795905561,
                     *           "ended_at": 1795905562
                     *         }
                     *       ],
                     *       "first_id": "ref_abc123",
                     *       "last_id": "ref_abc123",
                     *       "has_more": false
                     *     }
                     */
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    createRefund: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your making. A POST under it is carried out once at most: sent again, it is answered as the first time, for two days. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "amount_usd": 5
                 *     }
                 */
                "application/json": {
                    amount_usd?: number;
                };
            };
        };
        responses: {
            /** @description The refunds, on their way */
            200: {
                headers: {
                    "idempotent-replayed": components["headers"]["idempotent-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "data": [
                     *         {
                     *           "id": "ref_abc123",
                     *           "object": "refund",
                     *           "amount_micro_usd": 5000000,
                     *           "status": "pending",
                     *           "payment": "pi_abc123",
                     *           "reason": null,
                     *           "created_at": 1795905561,
                     *           "ended_at": null
                     *         }
                     *       ],
                     *       "first_id": "ref_abc123",
                     *       "last_id": "ref_abc123",
                     *       "has_more": false
                     *     }
                     */
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    getRefund: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                refundId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The refund */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "ref_abc123",
                     *       "object": "refund",
                     *       "amount_micro_usd": 5000000,
                     *       "status": "sent",
                     *       "payment": "pi_abc123",
                     *       "reason": null,
                     *       "created_at": 1795905561,
                     *       "ended_at": 1795905562
                     *     }
                     */
                    "application/json": {
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
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    createResponse: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your making. A POST under it is carried out once at most: sent again, it is answered as the first time, for two days. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "model": "parkade-dictionary-1",
                 *       "input": "Define harbor.",
                 *       "max_output_tokens": 48
                 *     }
                 */
                "application/json": components["schemas"]["CreateResponseRequest"];
            };
        };
        responses: {
            /** @description The response; where `stream` is true, its events */
            200: {
                headers: {
                    "idempotent-replayed": components["headers"]["idempotent-replayed"];
                    "x-ratelimit-limit-requests": components["headers"]["x-ratelimit-limit-requests"];
                    "x-ratelimit-limit-tokens": components["headers"]["x-ratelimit-limit-tokens"];
                    "x-ratelimit-remaining-requests": components["headers"]["x-ratelimit-remaining-requests"];
                    "x-ratelimit-remaining-tokens": components["headers"]["x-ratelimit-remaining-tokens"];
                    "x-ratelimit-reset-requests": components["headers"]["x-ratelimit-reset-requests"];
                    "x-ratelimit-reset-tokens": components["headers"]["x-ratelimit-reset-tokens"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "resp_01m86xxtfn64yct3n2x9k0png2",
                     *       "object": "response",
                     *       "created_at": 1795529042,
                     *       "completed_at": 1795529042,
                     *       "status": "completed",
                     *       "background": false,
                     *       "error": null,
                     *       "incomplete_details": null,
                     *       "output": [
                     *         {
                     *           "id": "msg_01m86xxtfn64yct3n2x9k0png2_0",
                     *           "type": "message",
                     *           "role": "assistant",
                     *           "status": "completed",
                     *           "content": [
                     *             {
                     *               "type": "output_text",
                     *               "text": "a sheltered port where ships can take on or discharge cargo",
                     *               "annotations": [],
                     *               "logprobs": []
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "usage": {
                     *         "input_tokens": 5,
                     *         "input_tokens_details": {
                     *           "cached_tokens": 0,
                     *           "cache_write_tokens": 0
                     *         },
                     *         "output_tokens": 12,
                     *         "output_tokens_details": {
                     *           "reasoning_tokens": 0
                     *         },
                     *         "total_tokens": 17
                     *       },
                     *       "service_tier": "default",
                     *       "store": true,
                     *       "model": "parkade-dictionary-1",
                     *       "instructions": null,
                     *       "previous_response_id": null,
                     *       "max_output_tokens": 48,
                     *       "temperature": null,
                     *       "top_p": null,
                     *       "text": {
                     *         "format": {
                     *           "type": "text"
                     *         }
                     *       },
                     *       "reasoning": {
                     *         "effort": null,
                     *         "summary": null
                     *       },
                     *       "top_logprobs": 0,
                     *       "truncation": "disabled",
                     *       "tools": [],
                     *       "tool_choice": "auto",
                     *       "parallel_tool_calls": true,
                     *       "max_tool_calls": null,
                     *       "metadata": {},
                     *       "prompt_cache_key": null,
                     *       "safety_identifier": null,
                     *       "user": null
                     *     }
                     */
                    "application/json": components["schemas"]["Response"] | components["schemas"]["ContentDeleted"];
                    "text/event-stream": components["schemas"]["ResponseEvent"] | components["schemas"]["ContentDeleted"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    getResponse: {
        parameters: {
            query?: {
                include_obfuscation?: "false";
                /** @description With `stream`: the sequence_number of the last event that was read. */
                starting_after?: number;
                stream?: "true" | "false";
            };
            header?: never;
            path: {
                responseId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The response; where `stream` is true, its events */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "resp_abc123",
                     *       "object": "response",
                     *       "created_at": 1795529042,
                     *       "completed_at": 1795529042,
                     *       "status": "completed",
                     *       "background": false,
                     *       "error": null,
                     *       "incomplete_details": null,
                     *       "instructions": null,
                     *       "max_output_tokens": 48,
                     *       "max_tool_calls": null,
                     *       "metadata": {},
                     *       "model": "parkade-dictionary-1",
                     *       "output": [
                     *         {
                     *           "id": "msg_01m86xxttpwsbv76ecsjvppmde_0",
                     *           "type": "message",
                     *           "role": "assistant",
                     *           "status": "completed",
                     *           "content": [
                     *             {
                     *               "type": "output_text",
                     *               "text": "a sheltered port where ships can take on or discharge cargo",
                     *               "annotations": [],
                     *               "logprobs": []
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "parallel_tool_calls": true,
                     *       "previous_response_id": null,
                     *       "prompt_cache_key": null,
                     *       "reasoning": {
                     *         "effort": null,
                     *         "summary": null
                     *       },
                     *       "safety_identifier": null,
                     *       "service_tier": "default",
                     *       "store": true,
                     *       "temperature": null,
                     *       "text": {
                     *         "format": {
                     *           "type": "text"
                     *         }
                     *       },
                     *       "tool_choice": "auto",
                     *       "tools": [],
                     *       "top_logprobs": 0,
                     *       "top_p": null,
                     *       "truncation": "disabled",
                     *       "usage": {
                     *         "input_tokens": 5,
                     *         "input_tokens_details": {
                     *           "cached_tokens": 0,
                     *           "cache_write_tokens": 0
                     *         },
                     *         "output_tokens": 12,
                     *         "output_tokens_details": {
                     *           "reasoning_tokens": 0
                     *         },
                     *         "total_tokens": 17
                     *       },
                     *       "user": null
                     *     }
                     */
                    "application/json": components["schemas"]["Response"];
                    "text/event-stream": components["schemas"]["ResponseEvent"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteResponse: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                responseId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "resp_abc123",
                     *       "object": "response",
                     *       "deleted": true
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        deleted: true;
                        id: string;
                        /** @constant */
                        object: "response";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    cancelResponse: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your making. A POST under it is carried out once at most: sent again, it is answered as the first time, for two days. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                responseId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The response */
            200: {
                headers: {
                    "idempotent-replayed": components["headers"]["idempotent-replayed"];
                    "x-ratelimit-limit-requests": components["headers"]["x-ratelimit-limit-requests"];
                    "x-ratelimit-limit-tokens": components["headers"]["x-ratelimit-limit-tokens"];
                    "x-ratelimit-remaining-requests": components["headers"]["x-ratelimit-remaining-requests"];
                    "x-ratelimit-remaining-tokens": components["headers"]["x-ratelimit-remaining-tokens"];
                    "x-ratelimit-reset-requests": components["headers"]["x-ratelimit-reset-requests"];
                    "x-ratelimit-reset-tokens": components["headers"]["x-ratelimit-reset-tokens"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "resp_def456",
                     *       "object": "response",
                     *       "created_at": 1795529044,
                     *       "completed_at": null,
                     *       "status": "cancelled",
                     *       "background": true,
                     *       "error": null,
                     *       "incomplete_details": null,
                     *       "instructions": null,
                     *       "max_output_tokens": null,
                     *       "max_tool_calls": null,
                     *       "metadata": {},
                     *       "model": "parkade-dictionary-1",
                     *       "output": [],
                     *       "parallel_tool_calls": true,
                     *       "previous_response_id": null,
                     *       "prompt_cache_key": null,
                     *       "reasoning": {
                     *         "effort": null,
                     *         "summary": null
                     *       },
                     *       "safety_identifier": null,
                     *       "service_tier": "default",
                     *       "store": true,
                     *       "temperature": null,
                     *       "text": {
                     *         "format": {
                     *           "type": "text"
                     *         }
                     *       },
                     *       "tool_choice": "auto",
                     *       "tools": [],
                     *       "top_logprobs": 0,
                     *       "top_p": null,
                     *       "truncation": "disabled",
                     *       "usage": null,
                     *       "user": null
                     *     }
                     */
                    "application/json": components["schemas"]["Response"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    listResponseInputItems: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
                order?: "asc" | "desc";
            };
            header?: never;
            path: {
                responseId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Items */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "data": [
                     *         {
                     *           "id": "msg_01m86xxvxwf337q2sqh197z547_i0",
                     *           "type": "message",
                     *           "role": "user",
                     *           "status": "completed",
                     *           "content": [
                     *             {
                     *               "type": "input_text",
                     *               "text": "Define harbor."
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "first_id": "msg_01m86xxvxwf337q2sqh197z547_i0",
                     *       "last_id": "msg_01m86xxvxwf337q2sqh197z547_i0",
                     *       "has_more": false
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["ConversationItem"][];
                        first_id: string | null;
                        has_more: boolean;
                        last_id: string | null;
                        /** @constant */
                        object: "list";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    listTopUps: {
        parameters: {
            query?: {
                /** @description The id of the last top-up of the page before. */
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Top-ups */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "data": [
                     *         {
                     *           "id": "top_01m8j508nm35987q0w68jqmw8w",
                     *           "object": "top_up",
                     *           "amount_usd": 20,
                     *           "status": "open",
                     *           "automatic": false,
                     *           "url": "https://example.com/c/pay/cs_test_abc123",
                     *           "checkout_session": "cs_test_abc123",
                     *           "failure": null,
                     *           "created_at": 1795905561,
                     *           "ended_at": null
                     *         }
                     *       ],
                     *       "first_id": "top_01m8j508nm35987q0w68jqmw8w",
                     *       "last_id": "top_01m8j508nm35987q0w68jqmw8w",
                     *       "has_more": true
                     *     }
                     */
                    "application/json": {
                        data: {
                            amount_usd: number;
                            /** @description Made by the saved card when too little was left */
                            automatic: boolean;
                            /** @description Stripe's name for that page */
                            checkout_session: string | null;
                            created_at: number;
                            ended_at: number | null;
                            failure: {
                                code: string;
                                message: string;
                            } | null;
                            id: string;
                            /** @constant */
                            object: "top_up";
                            /**
                             * @description open: not paid yet. processing: paid, but not arrived: a bank takes days. paid: on the balance. The others are for good too
                             * @enum {string}
                             */
                            status: "open" | "processing" | "paid" | "failed" | "expired";
                            /** @description Stripe's page, where it is paid while it is open */
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    createTopUp: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your making. A POST under it is carried out once at most: sent again, it is answered as the first time, for two days. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "amount_usd": 20,
                 *       "save_card": true
                 *     }
                 */
                "application/json": {
                    amount_usd: number;
                    /**
                     * @description Keeps the card for automatic top-ups: see PUT /v1/auto_top_up
                     * @default false
                     */
                    save_card?: boolean;
                };
            };
        };
        responses: {
            /** @description Where to pay */
            200: {
                headers: {
                    "idempotent-replayed": components["headers"]["idempotent-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "top_01m8j508nm35987q0w68jqmw8w",
                     *       "object": "top_up",
                     *       "amount_usd": 20,
                     *       "status": "open",
                     *       "automatic": false,
                     *       "url": "https://example.com/c/pay/cs_test_abc123",
                     *       "checkout_session": "cs_test_abc123",
                     *       "failure": null,
                     *       "created_at": 1795905561,
                     *       "ended_at": null
                     *     }
                     */
                    "application/json": {
                        amount_usd: number;
                        /** @description Made by the saved card when too little was left */
                        automatic: boolean;
                        /** @description Stripe's name for that page */
                        checkout_session: string | null;
                        created_at: number;
                        ended_at: number | null;
                        failure: {
                            code: string;
                            message: string;
                        } | null;
                        id: string;
                        /** @constant */
                        object: "top_up";
                        /**
                         * @description open: not paid yet. processing: paid, but not arrived: a bank takes days. paid: on the balance. The others are for good too
                         * @enum {string}
                         */
                        status: "open" | "processing" | "paid" | "failed" | "expired";
                        /** @description Stripe's page, where it is paid while it is open */
                        url: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    getTopUp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                topUpId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The top-up */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "top_abc123",
                     *       "object": "top_up",
                     *       "amount_usd": 20,
                     *       "status": "open",
                     *       "automatic": false,
                     *       "url": "https://example.com/c/pay/cs_test_abc123",
                     *       "checkout_session": "cs_test_abc123",
                     *       "failure": null,
                     *       "created_at": 1795905561,
                     *       "ended_at": null
                     *     }
                     */
                    "application/json": {
                        amount_usd: number;
                        /** @description Made by the saved card when too little was left */
                        automatic: boolean;
                        /** @description Stripe's name for that page */
                        checkout_session: string | null;
                        created_at: number;
                        ended_at: number | null;
                        failure: {
                            code: string;
                            message: string;
                        } | null;
                        id: string;
                        /** @constant */
                        object: "top_up";
                        /**
                         * @description open: not paid yet. processing: paid, but not arrived: a bank takes days. paid: on the balance. The others are for good too
                         * @enum {string}
                         */
                        status: "open" | "processing" | "paid" | "failed" | "expired";
                        /** @description Stripe's page, where it is paid while it is open */
                        url: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    createUpload: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your making. A POST under it is carried out once at most: sent again, it is answered as the first time, for two days. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "filename": "requests.jsonl",
                 *       "purpose": "batch",
                 *       "bytes": 115,
                 *       "mime_type": "application/jsonl"
                 *     }
                 */
                "application/json": {
                    /** @description Of the whole file: its parts must add up to it. */
                    bytes: number;
                    /** @description When the file is gone, counted from the completion; without it 30 days. */
                    expires_after?: {
                        /** @constant */
                        anchor: "created_at";
                        seconds: number;
                    };
                    filename: string;
                    /** @description Of the file: application/jsonl. */
                    mime_type: string;
                    /** @constant */
                    purpose: "batch";
                };
            };
        };
        responses: {
            /** @description The upload */
            200: {
                headers: {
                    "idempotent-replayed": components["headers"]["idempotent-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "upload_01m86xy0gf3k9y1j5vze7pq2n7",
                     *       "object": "upload",
                     *       "bytes": 115,
                     *       "created_at": 1795529048,
                     *       "expires_at": 1795532648,
                     *       "filename": "requests.jsonl",
                     *       "purpose": "batch",
                     *       "status": "pending",
                     *       "file": null
                     *     }
                     */
                    "application/json": components["schemas"]["Upload"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    cancelUpload: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your making. A POST under it is carried out once at most: sent again, it is answered as the first time, for two days. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                uploadId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The upload */
            200: {
                headers: {
                    "idempotent-replayed": components["headers"]["idempotent-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "upload_abc123",
                     *       "object": "upload",
                     *       "bytes": 115,
                     *       "created_at": 1795529049,
                     *       "expires_at": 1795532649,
                     *       "filename": "requests.jsonl",
                     *       "purpose": "batch",
                     *       "status": "cancelled",
                     *       "file": null
                     *     }
                     */
                    "application/json": components["schemas"]["Upload"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    completeUpload: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your making. A POST under it is carried out once at most: sent again, it is answered as the first time, for two days. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                uploadId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "part_ids": [
                 *         "part_abc123"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @description Of the whole file: what came in otherwise is refused. */
                    md5?: string;
                    /** @description In the order in which the parts make up the file. */
                    part_ids: string[];
                };
            };
        };
        responses: {
            /** @description The upload and its file */
            200: {
                headers: {
                    "idempotent-replayed": components["headers"]["idempotent-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "upload_abc123",
                     *       "object": "upload",
                     *       "bytes": 115,
                     *       "created_at": 1795529048,
                     *       "expires_at": 1795532648,
                     *       "filename": "requests.jsonl",
                     *       "purpose": "batch",
                     *       "status": "completed",
                     *       "file": {
                     *         "id": "file_01m86xy18dz2nmd6t0t2cyn31f",
                     *         "object": "file",
                     *         "bytes": 115,
                     *         "created_at": 1795529049,
                     *         "expires_at": 1798121049,
                     *         "filename": "requests.jsonl",
                     *         "purpose": "batch",
                     *         "status": "processed"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Upload"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    addUploadPart: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your making. A POST under it is carried out once at most: sent again, it is answered as the first time, for two days. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                uploadId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "data": "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/embeddings\",\"body\":{\"model\":\"parkade-embed-1\",\"input\":\"a parked car\"}}\n"
                 *     }
                 */
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description The bytes of the part, at most 64 MB.
                     */
                    data: string;
                };
            };
        };
        responses: {
            /** @description The part */
            200: {
                headers: {
                    "idempotent-replayed": components["headers"]["idempotent-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "part_01m86xy0kbtfyg6wrj8bf1wtck",
                     *       "object": "upload.part",
                     *       "created_at": 1795529048,
                     *       "upload_id": "upload_abc123"
                     *     }
                     */
                    "application/json": components["schemas"]["UploadPart"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    getUsage: {
        parameters: {
            query?: {
                /** @description Of this key alone. */
                api_key_id?: string;
                /** @description The last day, included. Absent: today. */
                end?: string;
                /** @description Some of day, key, project, model, window, with commas between. Absent: one row for all. */
                group_by?: string;
                /** @description Of this project alone. */
                project_id?: string;
                /** @description The first day, UTC: "2027-01-08". Absent: 30 days before the last. */
                start?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sums */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "start": "2026-10-26",
                     *       "end": "2026-11-24",
                     *       "data": [
                     *         {
                     *           "day": "2026-11-24",
                     *           "model": "parkade-embed-1",
                     *           "requests_succeeded": 3,
                     *           "requests_failed": 0,
                     *           "input_tokens": 15,
                     *           "output_tokens": 0,
                     *           "pages": 0,
                     *           "reference_seconds": 0.0015,
                     *           "charged_micro_usd": 0,
                     *           "credited_micro_usd": 0
                     *         }
                     *       ],
                     *       "total": {
                     *         "requests_succeeded": 3,
                     *         "requests_failed": 0,
                     *         "input_tokens": 15,
                     *         "output_tokens": 0,
                     *         "pages": 0,
                     *         "reference_seconds": 0.0015,
                     *         "charged_micro_usd": 0,
                     *         "credited_micro_usd": 0
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Usage"];
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    listWebhookEndpoints: {
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
            /** @description Endpoints */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "data": [
                     *         {
                     *           "id": "whe_01m86xy77j9gvewvt2j0x842d1",
                     *           "object": "webhook_endpoint",
                     *           "name": "Accounts",
                     *           "url": "https://example.com/parkade",
                     *           "event_types": [
                     *             "batch.completed",
                     *             "batch.failed"
                     *           ],
                     *           "created_at": 1795529055,
                     *           "updated_at": 1795529055,
                     *           "signing_secret_hint": "whsec_...wxyz",
                     *           "x_parkade": {
                     *             "state": "enabled",
                     *             "state_reason": null,
                     *             "failing_since": null,
                     *             "previous_secret_until": null
                     *           }
                     *         }
                     *       ],
                     *       "first_id": "whe_01m86xy77j9gvewvt2j0x842d1",
                     *       "last_id": "whe_01m86xy77j9gvewvt2j0x842d1",
                     *       "has_more": false
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookEndpointList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    createWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your making. A POST under it is carried out once at most: sent again, it is answered as the first time, for two days. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://example.com/parkade",
                 *       "event_types": [
                 *         "batch.completed",
                 *         "batch.failed"
                 *       ],
                 *       "name": "Accounts"
                 *     }
                 */
                "application/json": components["schemas"]["CreateWebhookEndpointRequest"];
            };
        };
        responses: {
            /** @description The endpoint with its secret */
            200: {
                headers: {
                    "idempotent-replayed": components["headers"]["idempotent-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "whe_01m86xy77j9gvewvt2j0x842d1",
                     *       "object": "webhook_endpoint",
                     *       "name": "Accounts",
                     *       "url": "https://example.com/parkade",
                     *       "event_types": [
                     *         "batch.completed",
                     *         "batch.failed"
                     *       ],
                     *       "created_at": 1795529055,
                     *       "updated_at": 1795529055,
                     *       "signing_secret_hint": "whsec_...wxyz",
                     *       "x_parkade": {
                     *         "state": "enabled",
                     *         "state_reason": null,
                     *         "failing_since": null,
                     *         "previous_secret_until": null
                     *       },
                     *       "signing_secret": "shown this once"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookEndpointWithSecret"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    getWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "whe_abc123",
                     *       "object": "webhook_endpoint",
                     *       "name": "Accounts",
                     *       "url": "https://example.com/hook",
                     *       "event_types": [
                     *         "batch.completed"
                     *       ],
                     *       "created_at": 1795529055,
                     *       "updated_at": 1795529055,
                     *       "signing_secret_hint": "whsec_...wxyz",
                     *       "x_parkade": {
                     *         "state": "enabled",
                     *         "state_reason": null,
                     *         "failing_since": null,
                     *         "previous_secret_until": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your making. A POST under it is carried out once at most: sent again, it is answered as the first time, for two days. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "event_types": [
                 *         "batch.completed"
                 *       ],
                 *       "enabled": true
                 *     }
                 */
                "application/json": {
                    /** @description false: it gets nothing. true: it gets what happens from now on, also after failures */
                    enabled?: boolean;
                    event_types?: ("batch.completed" | "batch.failed" | "batch.expired" | "batch.cancelled" | "balance.topped_up" | "balance.top_up_failed")[];
                    name?: string;
                    url?: string;
                };
            };
        };
        responses: {
            /** @description The endpoint */
            200: {
                headers: {
                    "idempotent-replayed": components["headers"]["idempotent-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "whe_abc123",
                     *       "object": "webhook_endpoint",
                     *       "name": "Accounts",
                     *       "url": "https://example.com/hook",
                     *       "event_types": [
                     *         "batch.completed"
                     *       ],
                     *       "created_at": 1795529055,
                     *       "updated_at": 1795529055,
                     *       "signing_secret_hint": "whsec_...wxyz",
                     *       "x_parkade": {
                     *         "state": "enabled",
                     *         "state_reason": null,
                     *         "failing_since": null,
                     *         "previous_secret_until": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "whe_abc123",
                     *       "object": "webhook_endpoint.deleted",
                     *       "deleted": true
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        deleted: true;
                        id: string;
                        /** @constant */
                        object: "webhook_endpoint.deleted";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
            };
            header?: never;
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deliveries */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "data": [
                     *         {
                     *           "id": "whd_01m86xy7fmpxy2p2zyh106qdea",
                     *           "object": "webhook_delivery",
                     *           "webhook_endpoint_id": "whe_abc123",
                     *           "event": {
                     *             "id": "evt_01m86xy7fj4er4ysddbb3w9fze",
                     *             "type": "batch.completed",
                     *             "created_at": 1795529055,
                     *             "data": {
                     *               "id": "batch_sample"
                     *             }
                     *           },
                     *           "test": true,
                     *           "status": "delivered",
                     *           "attempts": [
                     *             {
                     *               "at": 1795529055,
                     *               "status_code": 200,
                     *               "latency_ms": 1,
                     *               "error": null
                     *             }
                     *           ],
                     *           "next_attempt_at": null,
                     *           "created_at": 1795529055
                     *         }
                     *       ],
                     *       "first_id": "whd_01m86xy7fmpxy2p2zyh106qdea",
                     *       "last_id": "whd_01m86xy7fmpxy2p2zyh106qdea",
                     *       "has_more": false
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookDeliveryList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    replayWebhookDelivery: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your making. A POST under it is carried out once at most: sent again, it is answered as the first time, for two days. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                deliveryId: string;
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery, on its way again */
            200: {
                headers: {
                    "idempotent-replayed": components["headers"]["idempotent-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "whd_abc123",
                     *       "object": "webhook_delivery",
                     *       "webhook_endpoint_id": "whe_abc123",
                     *       "event": {
                     *         "id": "evt_01m86xy7gy9zgvjrep2cw9zggc",
                     *         "type": "batch.completed",
                     *         "created_at": 1795529055,
                     *         "data": {
                     *           "id": "batch_sample"
                     *         }
                     *       },
                     *       "test": true,
                     *       "status": "pending",
                     *       "attempts": [
                     *         {
                     *           "at": 1795529055,
                     *           "status_code": 200,
                     *           "latency_ms": 1,
                     *           "error": null
                     *         }
                     *       ],
                     *       "next_attempt_at": 1795529055,
                     *       "created_at": 1795529055
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your making. A POST under it is carried out once at most: sent again, it is answered as the first time, for two days. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "keep_old_secret_active_for_24_hours": false
                 *     }
                 */
                "application/json": {
                    /**
                     * @description false: the old secret signs nothing any more, from now on
                     * @default true
                     */
                    keep_old_secret_active_for_24_hours?: boolean;
                };
            };
        };
        responses: {
            /** @description The endpoint with its new secret */
            200: {
                headers: {
                    "idempotent-replayed": components["headers"]["idempotent-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "whe_abc123",
                     *       "object": "webhook_endpoint",
                     *       "name": "Accounts",
                     *       "url": "https://example.com/hook",
                     *       "event_types": [
                     *         "batch.completed"
                     *       ],
                     *       "created_at": 1795529055,
                     *       "updated_at": 1795529055,
                     *       "signing_secret_hint": "whsec_...wxyz",
                     *       "x_parkade": {
                     *         "state": "enabled",
                     *         "state_reason": null,
                     *         "failing_since": null,
                     *         "previous_secret_until": null
                     *       },
                     *       "signing_secret": "shown this once"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookEndpointWithSecret"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    testWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of your making. A POST under it is carried out once at most: sent again, it is answered as the first time, for two days. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "event_type": "batch.completed"
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    event_type: "batch.completed" | "batch.failed" | "batch.expired" | "batch.cancelled" | "balance.topped_up" | "balance.top_up_failed";
                };
            };
        };
        responses: {
            /** @description What it answered */
            200: {
                headers: {
                    "idempotent-replayed": components["headers"]["idempotent-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "webhook_endpoint.test",
                     *       "webhook_endpoint_id": "whe_abc123",
                     *       "event_type": "batch.completed",
                     *       "status_code": 200,
                     *       "success": true
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        event_type: "batch.completed" | "batch.failed" | "batch.expired" | "batch.cancelled" | "balance.topped_up" | "balance.top_up_failed";
                        /** @constant */
                        object: "webhook_endpoint.test";
                        /** @description What the endpoint answered */
                        status_code: number;
                        /**
                         * @description That it answered at all
                         * @constant
                         */
                        success: true;
                        webhook_endpoint_id: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
    listWebhookEventTypes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Event types */
            200: {
                headers: {
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "data": [
                     *         "batch.completed",
                     *         "batch.failed",
                     *         "batch.expired",
                     *         "batch.cancelled",
                     *         "balance.topped_up",
                     *         "balance.top_up_failed"
                     *       ]
                     *     }
                     */
                    "application/json": {
                        data: ("batch.completed" | "batch.failed" | "batch.expired" | "batch.cancelled" | "balance.topped_up" | "balance.top_up_failed")[];
                        /** @constant */
                        object: "list";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Fault"];
            503: components["responses"]["Unavailable"];
        };
    };
}
