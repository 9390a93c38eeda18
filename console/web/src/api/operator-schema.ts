// Made from the market's own OpenAPI document by `npm run generate:web`: not to be edited.
export interface paths {
    "/v1/operator/dead_letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where messages lie that nobody could do, the most first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Dead letters */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @description The name of the queue that they lie in. */
                                id: string;
                                /** @description About how many. At most ten seconds old. */
                                messages: number;
                                /** @constant */
                                object: "dead_letters";
                                /** @enum {string} */
                                of: "queue" | "lanes" | "stream";
                            }[];
                            /** @constant */
                            object: "list";
                            /** @description How many there are, the empty ones too. */
                            queues: number;
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
    "/v1/operator/dead_letters/{queue}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What lies there: which things the messages name, and since when
         * @description A look, which takes none away. While somebody looks, others see them half a minute later at most.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                };
                header?: never;
                path: {
                    queue: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Messages */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                id: string;
                                /** @constant */
                                object: "dead_letter";
                                /** @description The names that it carries; never a payload. Null: it is no message of the market. */
                                says: {
                                    [key: string]: string;
                                } | null;
                                /** @description When it was first sent, in ms since the epoch. */
                                sent_at: number;
                            }[];
                            has_more: boolean;
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
    "/v1/operator/dead_letters/{queue}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends dead letters back to where they came from: those that are named, or all
         * @description Mend first what they died of. All that takes messages may be told twice, so that what is replayed is done once.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    queue: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": {
                        message_ids?: string[];
                    };
                };
            };
            responses: {
                /** @description What became of them */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Of tasks that are at rest, or gone: there was nothing left to do. */
                            dropped: number;
                            /** @description About how many lie there still. */
                            left: number;
                            /** @constant */
                            object: "replay";
                            /** @description Sent back to where they came from. */
                            replayed: number;
                            /** @description No messages of the market: they stay. */
                            unreadable: number;
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
    "/v1/operator/fleet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The vehicles that are parked now, by hardware class, region, software version and what they do
         * @description Up to a second old. No position of any vehicle exists: a region is what its owner stated, once.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The fleet */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Milliseconds since the epoch. */
                            as_of: number;
                            groups: {
                                /** @enum {string} */
                                hardware_class: "AI4" | "AI5";
                                /**
                                 * @description `waiting`: with an open call, for live ones; `idle`: it comes back by itself.
                                 * @enum {string}
                                 */
                                occupation: "running" | "waiting" | "idle";
                                /** @description Null: the owner did not say. */
                                region: ("eu" | "na" | "apac") | null;
                                software_version: string | null;
                                vehicles: number;
                            }[];
                            /** @description False where the fleet is larger than what one look counts. */
                            is_whole: boolean;
                            /** @constant */
                            object: "fleet";
                            /** @description Of all groups. */
                            vehicles: number;
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
    "/v1/operator/halts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Halts, latest first, ended ones too */
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
                /** @description Halts */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @description Milliseconds since the epoch. */
                                created_at: number;
                                ended_at: number | null;
                                hardware_class: ("AI4" | "AI5") | null;
                                id: string;
                                model: string | null;
                                /** @constant */
                                object: "halt";
                                reason: string;
                                region: ("eu" | "na" | "apac") | null;
                                software_version: string | null;
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
         * Halts vehicles by software version, hardware class, region or model
         * @description From a second later on they get no lease and no renewal, and are told the reason; what they have finished is taken and paid. `active_leases` of the halt falls to 0: a live lease lasts 15 seconds, any other 20 minutes at most.
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
                        /** @enum {string} */
                        hardware_class?: "AI4" | "AI5";
                        /** @description Halts this model alone. */
                        model?: string;
                        /** @description In words that owners read. */
                        reason: string;
                        /**
                         * @description Vehicles that say nothing of where they are may be there: they are halted as well.
                         * @enum {string}
                         */
                        region?: "eu" | "na" | "apac";
                        /** @description As vehicles register it. */
                        software_version?: string;
                    };
                };
            };
            responses: {
                /** @description Halted */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Milliseconds since the epoch. */
                            created_at: number;
                            ended_at: number | null;
                            hardware_class: ("AI4" | "AI5") | null;
                            id: string;
                            model: string | null;
                            /** @constant */
                            object: "halt";
                            reason: string;
                            region: ("eu" | "na" | "apac") | null;
                            software_version: string | null;
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
    "/v1/operator/halts/{halt_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A halt, and how many leases of what it names are alive now */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    halt_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The halt */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            active_leases: number;
                            /** @description Milliseconds since the epoch. */
                            created_at: number;
                            ended_at: number | null;
                            hardware_class: ("AI4" | "AI5") | null;
                            id: string;
                            model: string | null;
                            /** @constant */
                            object: "halt";
                            reason: string;
                            region: ("eu" | "na" | "apac") | null;
                            software_version: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Ends a halt: the vehicles work again */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    halt_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Ended */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Milliseconds since the epoch. */
                            created_at: number;
                            ended_at: number | null;
                            hardware_class: ("AI4" | "AI5") | null;
                            id: string;
                            model: string | null;
                            /** @constant */
                            object: "halt";
                            reason: string;
                            region: ("eu" | "na" | "apac") | null;
                            software_version: string | null;
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
    "/v1/operator/lanes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The lanes in which tasks wait, the longest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Lanes */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                attested_only: boolean;
                                /** @description Null: any. */
                                hardware_class: ("AI4" | "AI5") | null;
                                model: string;
                                name: string;
                                /** @enum {string} */
                                priority: "priority" | "live" | "flex" | "batch";
                                /** @description Null: any, stated or not. */
                                region: ("eu" | "na" | "apac" | "several") | null;
                                /** @description About how many: waiting, and leased right now. At most five seconds old. */
                                tasks: number;
                                /** @description How long those that waited `waits_as_of` had waited by then. Null: none waited. */
                                waits: {
                                    oldest_seconds: number;
                                    p50_seconds: number;
                                    p90_seconds: number;
                                    tasks: number;
                                } | null;
                            }[];
                            /** @description How many lanes there are, the empty ones too. */
                            lanes: number;
                            /** @constant */
                            object: "list";
                            /** @description In ms since the epoch: once a minute. Null before the first time. */
                            waits_as_of: number | null;
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
    "/v1/operator/vehicles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All vehicles: those whose checks differed last come first
         * @description A moment old. No position of any vehicle exists: a region is what its owner stated, once.
         */
        get: {
            parameters: {
                query?: {
                    /** @description The `last_id` of the page before. */
                    after?: string;
                    limit?: number;
                    /** @description Only those that are quarantined, by whomever. */
                    state?: "quarantined";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Vehicles */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                attested: boolean;
                                /** @description Of requests that it and another vehicle ran, since its checks are counted. */
                                checks: {
                                    agreed: number;
                                    differed: number;
                                    /** @description A whole hour, in ms since the epoch. */
                                    last_differed_at: number | null;
                                };
                                /** @description Checks that differed and still count against it: not those where the other was proven false. */
                                doubts: number;
                                /** @enum {string} */
                                hardware_class: "AI4" | "AI5";
                                id: string;
                                /** @description A whole hour, in ms since the epoch. */
                                last_seen_at: number | null;
                                models: string[];
                                /** @constant */
                                object: "vehicle";
                                owner_id: string;
                                /** @description Fraud of a vehicle of its owner was proven, and finance has not decided. */
                                owner_pay_held: boolean;
                                quarantined_for: ("two_holders" | "differing_results" | "by_operator") | null;
                                /** @description Null: the owner did not say. */
                                region: ("eu" | "na" | "apac") | null;
                                software_version: string;
                                /** @enum {string} */
                                state: "active" | "quarantined" | "revoked";
                                /** @description As its owner reads it; null while it is active. */
                                state_reason: string | null;
                                /** @description A whole hour, in ms since the epoch. */
                                state_since: number | null;
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
    "/v1/operator/vehicles/{vehicle_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A vehicle, how its checks went, and what operators decided on it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    vehicle_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The vehicle */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            attested: boolean;
                            /** @description Of requests that it and another vehicle ran, since its checks are counted. */
                            checks: {
                                agreed: number;
                                differed: number;
                                /** @description A whole hour, in ms since the epoch. */
                                last_differed_at: number | null;
                            };
                            /** @description What operators decided on it, latest first; at most a hundred. */
                            decisions: {
                                /** @description Milliseconds since the epoch. */
                                at: number;
                                by: string;
                                /** @enum {string} */
                                does: "quarantine" | "lift";
                                reason: string;
                            }[];
                            /** @description Checks that differed and still count against it: not those where the other was proven false. */
                            doubts: number;
                            /** @enum {string} */
                            hardware_class: "AI4" | "AI5";
                            id: string;
                            /** @description A whole hour, in ms since the epoch. */
                            last_seen_at: number | null;
                            models: string[];
                            /** @constant */
                            object: "vehicle";
                            owner_id: string;
                            /** @description Fraud of a vehicle of its owner was proven, and finance has not decided. */
                            owner_pay_held: boolean;
                            quarantined_for: ("two_holders" | "differing_results" | "by_operator") | null;
                            /** @description Null: the owner did not say. */
                            region: ("eu" | "na" | "apac") | null;
                            software_version: string;
                            /** @enum {string} */
                            state: "active" | "quarantined" | "revoked";
                            /** @description As its owner reads it; null while it is active. */
                            state_reason: string | null;
                            /** @description A whole hour, in ms since the epoch. */
                            state_since: number | null;
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
    "/v1/operator/vehicles/{vehicle_id}/lift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets a vehicle that an operator quarantined work again, with the key that it has
         * @description One that is quarantined for a copied key or for false results comes back by its owner alone.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    vehicle_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Of a quarantine: its owner reads it. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Active again */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            attested: boolean;
                            /** @description Of requests that it and another vehicle ran, since its checks are counted. */
                            checks: {
                                agreed: number;
                                differed: number;
                                /** @description A whole hour, in ms since the epoch. */
                                last_differed_at: number | null;
                            };
                            /** @description What operators decided on it, latest first; at most a hundred. */
                            decisions: {
                                /** @description Milliseconds since the epoch. */
                                at: number;
                                by: string;
                                /** @enum {string} */
                                does: "quarantine" | "lift";
                                reason: string;
                            }[];
                            /** @description Checks that differed and still count against it: not those where the other was proven false. */
                            doubts: number;
                            /** @enum {string} */
                            hardware_class: "AI4" | "AI5";
                            id: string;
                            /** @description A whole hour, in ms since the epoch. */
                            last_seen_at: number | null;
                            models: string[];
                            /** @constant */
                            object: "vehicle";
                            owner_id: string;
                            /** @description Fraud of a vehicle of its owner was proven, and finance has not decided. */
                            owner_pay_held: boolean;
                            quarantined_for: ("two_holders" | "differing_results" | "by_operator") | null;
                            /** @description Null: the owner did not say. */
                            region: ("eu" | "na" | "apac") | null;
                            software_version: string;
                            /** @enum {string} */
                            state: "active" | "quarantined" | "revoked";
                            /** @description As its owner reads it; null while it is active. */
                            state_reason: string | null;
                            /** @description A whole hour, in ms since the epoch. */
                            state_since: number | null;
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
    "/v1/operator/vehicles/{vehicle_id}/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Quarantines a vehicle: it is let in no more, until an operator lifts that
         * @description From its next call on it is refused with the reason. What was accepted of it is paid; what it has under lease goes to others as the leases end.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    vehicle_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Of a quarantine: its owner reads it. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Quarantined */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            attested: boolean;
                            /** @description Of requests that it and another vehicle ran, since its checks are counted. */
                            checks: {
                                agreed: number;
                                differed: number;
                                /** @description A whole hour, in ms since the epoch. */
                                last_differed_at: number | null;
                            };
                            /** @description What operators decided on it, latest first; at most a hundred. */
                            decisions: {
                                /** @description Milliseconds since the epoch. */
                                at: number;
                                by: string;
                                /** @enum {string} */
                                does: "quarantine" | "lift";
                                reason: string;
                            }[];
                            /** @description Checks that differed and still count against it: not those where the other was proven false. */
                            doubts: number;
                            /** @enum {string} */
                            hardware_class: "AI4" | "AI5";
                            id: string;
                            /** @description A whole hour, in ms since the epoch. */
                            last_seen_at: number | null;
                            models: string[];
                            /** @constant */
                            object: "vehicle";
                            owner_id: string;
                            /** @description Fraud of a vehicle of its owner was proven, and finance has not decided. */
                            owner_pay_held: boolean;
                            quarantined_for: ("two_holders" | "differing_results" | "by_operator") | null;
                            /** @description Null: the owner did not say. */
                            region: ("eu" | "na" | "apac") | null;
                            software_version: string;
                            /** @enum {string} */
                            state: "active" | "quarantined" | "revoked";
                            /** @description As its owner reads it; null while it is active. */
                            state_reason: string | null;
                            /** @description A whole hour, in ms since the epoch. */
                            state_since: number | null;
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
