// Made from the market's own OpenAPI document by `npm run generate:web`: not to be edited.
export interface paths {
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
                            }[];
                            /** @description How many lanes there are, the empty ones too. */
                            lanes: number;
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
