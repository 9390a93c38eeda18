// Made from the market's own OpenAPI document by `npm run generate:web`: not to be edited.
export interface paths {
    "/v1/owner/beneficiaries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who shares your earnings
         * @description Those who had a share once are listed too, with a share of 0 and what they are still owed.
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
                /** @description All beneficiaries, those with a share first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            changed_at: number | null;
                            data: {
                                id: string;
                                in_transit_micro_usd: number;
                                name: string;
                                /** @constant */
                                object: "beneficiary";
                                /** @description Stripe's word for why its account takes no transfer. */
                                payouts_stopped_by: string | null;
                                released_micro_usd: number;
                                /** @enum {string} */
                                role: "driver" | "lessor" | "plug_owner" | "other";
                                /** @description 0: has no share any more, and is paid what is still owed. */
                                share_basis_points: number;
                                stripe_account_id: string;
                            }[];
                            /** @constant */
                            object: "list";
                            own: {
                                in_transit_micro_usd: number;
                                released_micro_usd: number;
                                share_basis_points: number;
                            };
                            version: number | null;
                        };
                    };
                };
            };
        };
        /**
         * Say who shares your earnings
         * @description Counts from the next payout on: what is released by then is split to the micro-USD, and each is paid by a transfer of their own, to an account at Stripe of their own (POST /v1/owner/beneficiaries/{id}/onboarding_links). The same list sent again changes nothing. Earlier versions are kept.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description All who share, from the next payout on. Who is left out has no share from then on; empty: all is yours. */
                        beneficiaries: {
                            /** Format: email */
                            email?: string;
                            name: string;
                            /** @enum {string} */
                            role: "driver" | "lessor" | "plug_owner" | "other";
                            share_basis_points: number;
                        }[];
                    };
                };
            };
            responses: {
                /** @description All beneficiaries */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            changed_at: number | null;
                            data: {
                                id: string;
                                in_transit_micro_usd: number;
                                name: string;
                                /** @constant */
                                object: "beneficiary";
                                /** @description Stripe's word for why its account takes no transfer. */
                                payouts_stopped_by: string | null;
                                released_micro_usd: number;
                                /** @enum {string} */
                                role: "driver" | "lessor" | "plug_owner" | "other";
                                /** @description 0: has no share any more, and is paid what is still owed. */
                                share_basis_points: number;
                                stripe_account_id: string;
                            }[];
                            /** @constant */
                            object: "list";
                            own: {
                                in_transit_micro_usd: number;
                                released_micro_usd: number;
                                share_basis_points: number;
                            };
                            version: number | null;
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
    "/v1/owner/beneficiaries/{beneficiaryId}/onboarding_links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A link to Stripe's onboarding, for a beneficiary
         * @description Hand it to them: until they have been through it, their share waits for them.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    beneficiaryId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The link, good for minutes */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            expiresAt: number;
                            url: string;
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
    "/v1/owner/charter_previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a car would do under a charter, from noon to noon
         * @description Judged as a car judges it, for one that stands plugged in, cool, on Wi-Fi and with nobody in it. Nothing of the request is kept, and a departure that is named in it is known to nobody afterwards.
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
                        /**
                         * @description How full the battery is taken to be.
                         * @default 100
                         */
                        charge_percent?: number;
                        charter: {
                            car: {
                                awakeAnyway: boolean;
                                chargerWatts: number;
                                /** @enum {string} */
                                chemistry: "nmc" | "lfp";
                                computerWatts: number;
                                packKwh: number;
                            };
                            circuitWatts: number;
                            departure: {
                                carsPlanTargetPercent: number;
                                dated: {
                                    at: string & (unknown & unknown);
                                    targetPercent: number;
                                }[];
                                reserveMinutes: number;
                                weekly: {
                                    at: string;
                                    days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                    targetPercent: number;
                                }[];
                            };
                            hours?: {
                                days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                from: string;
                                to: string | "24:00";
                            }[];
                            interlocks: {
                                /** @enum {string} */
                                appInUse: "required" | "if-told";
                                /** @enum {string} */
                                crash: "required" | "if-told";
                                /** @enum {string} */
                                doorOpen: "required" | "if-told";
                                /** @enum {string} */
                                preconditioning: "required" | "if-told" | "ignored";
                                /** @enum {string} */
                                sentry: "required" | "if-told" | "ignored";
                                /** @enum {string} */
                                serviceMode: "required" | "if-told";
                                /** @enum {string} */
                                softwareUpdate: "required" | "if-told";
                                /** @enum {string} */
                                tow: "required" | "if-told";
                                /** @enum {string} */
                                unlocked: "required" | "if-told" | "ignored";
                                /** @enum {string} */
                                userPresent: "required" | "if-told";
                            };
                            kinds: ("embeddings" | "chat" | "ocr")[];
                            netFloorMicroUsdPerHour: number;
                            network: {
                                bytesPerDay?: number;
                                wifiOnly: boolean;
                            };
                            signalAgeSeconds?: {
                                [key: string]: number;
                            };
                            stateOfChargeFloorPercent: number;
                            tariff: {
                                ceilingMicroUsdPerKwh: number;
                                /** @constant */
                                kind: "fixed";
                                microUsdPerKwh: number;
                            } | {
                                ceilingMicroUsdPerKwh: number;
                                /** @constant */
                                kind: "time-of-use";
                                otherwiseMicroUsdPerKwh: number;
                                windows: {
                                    days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                    from: string;
                                    microUsdPerKwh: number;
                                    to: string | "24:00";
                                }[];
                            } | {
                                ceilingMicroUsdPerKwh: number;
                                /** @constant */
                                kind: "dynamic";
                            };
                            temperatures: {
                                battery?: {
                                    maxCelsius: number;
                                    /** @enum {string} */
                                    signal: "required" | "if-told";
                                };
                                cabin?: {
                                    maxCelsius: number;
                                    /** @enum {string} */
                                    signal: "required" | "if-told";
                                };
                                computer?: {
                                    maxCelsius: number;
                                    /** @enum {string} */
                                    signal: "required" | "if-told";
                                };
                            };
                            timeZone: string;
                            /** @constant */
                            version: 1;
                            wearBudgetMicroUsdPerMonth?: number;
                        };
                        /** @description A departure to look at, at this time of day: it is not kept either. */
                        departure?: {
                            at: string;
                            target_percent: number;
                        };
                    };
                };
            };
            responses: {
                /** @description The preview */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The charter allows computing, whatever the departure. */
                            allowed: {
                                /** @description Milliseconds since the epoch. */
                                ends_at: number;
                                /** @description Milliseconds since the epoch. */
                                starts_at: number;
                            }[];
                            /** @description Kept for charging before the departure. */
                            charging: {
                                /** @description Milliseconds since the epoch. */
                                ends_at: number;
                                /** @description Milliseconds since the epoch. */
                                starts_at: number;
                            }[];
                            /** @description It would compute, if there is work. */
                            computing: {
                                /** @description Milliseconds since the epoch. */
                                ends_at: number;
                                /** @description Milliseconds since the epoch. */
                                starts_at: number;
                            }[];
                            /** @description The next noon. */
                            ends_at: number;
                            /** @description It is not allowed, with the reason that holds until the end, as the car words it. */
                            forbidden: {
                                code: string;
                                /** @description Milliseconds since the epoch. */
                                ends_at: number;
                                message: string;
                                /** @description Milliseconds since the epoch. */
                                starts_at: number;
                            }[];
                            /** @constant */
                            object: "charter_preview";
                            per_week: {
                                allowed_hours: number;
                                /** @description On average over the allowed hours; null where a feed tells it. */
                                micro_usd_per_kwh: number | null;
                            };
                            prices: {
                                /** @description Milliseconds since the epoch. */
                                ends_at: number;
                                /** @description Null: a feed tells it to the car alone. */
                                micro_usd_per_kwh: number | null;
                                /** @description Milliseconds since the epoch. */
                                starts_at: number;
                            }[];
                            /** @description The noon of this day in the time zone of the charter. */
                            starts_at: number;
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
    "/v1/owner/charters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your charters, latest first
         * @description `after`: the version to go on from, as `last_id` names it.
         */
        get: {
            parameters: {
                query?: {
                    after?: number;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Charters */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            consent_text: {
                                text: string;
                                /** @enum {string} */
                                version: "1";
                            };
                            data: {
                                charter: {
                                    car: {
                                        awakeAnyway: boolean;
                                        chargerWatts: number;
                                        /** @enum {string} */
                                        chemistry: "nmc" | "lfp";
                                        computerWatts: number;
                                        packKwh: number;
                                    };
                                    circuitWatts: number;
                                    departure: {
                                        carsPlanTargetPercent: number;
                                        dated: {
                                            at: string & (unknown & unknown);
                                            targetPercent: number;
                                        }[];
                                        reserveMinutes: number;
                                        weekly: {
                                            at: string;
                                            days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                            targetPercent: number;
                                        }[];
                                    };
                                    hours?: {
                                        days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                        from: string;
                                        to: string | "24:00";
                                    }[];
                                    interlocks: {
                                        /** @enum {string} */
                                        appInUse: "required" | "if-told";
                                        /** @enum {string} */
                                        crash: "required" | "if-told";
                                        /** @enum {string} */
                                        doorOpen: "required" | "if-told";
                                        /** @enum {string} */
                                        preconditioning: "required" | "if-told" | "ignored";
                                        /** @enum {string} */
                                        sentry: "required" | "if-told" | "ignored";
                                        /** @enum {string} */
                                        serviceMode: "required" | "if-told";
                                        /** @enum {string} */
                                        softwareUpdate: "required" | "if-told";
                                        /** @enum {string} */
                                        tow: "required" | "if-told";
                                        /** @enum {string} */
                                        unlocked: "required" | "if-told" | "ignored";
                                        /** @enum {string} */
                                        userPresent: "required" | "if-told";
                                    };
                                    kinds: ("embeddings" | "chat" | "ocr")[];
                                    netFloorMicroUsdPerHour: number;
                                    network: {
                                        bytesPerDay?: number;
                                        wifiOnly: boolean;
                                    };
                                    signalAgeSeconds?: {
                                        [key: string]: number;
                                    };
                                    stateOfChargeFloorPercent: number;
                                    tariff: {
                                        ceilingMicroUsdPerKwh: number;
                                        /** @constant */
                                        kind: "fixed";
                                        microUsdPerKwh: number;
                                    } | {
                                        ceilingMicroUsdPerKwh: number;
                                        /** @constant */
                                        kind: "time-of-use";
                                        otherwiseMicroUsdPerKwh: number;
                                        windows: {
                                            days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                            from: string;
                                            microUsdPerKwh: number;
                                            to: string | "24:00";
                                        }[];
                                    } | {
                                        ceilingMicroUsdPerKwh: number;
                                        /** @constant */
                                        kind: "dynamic";
                                    };
                                    temperatures: {
                                        battery?: {
                                            maxCelsius: number;
                                            /** @enum {string} */
                                            signal: "required" | "if-told";
                                        };
                                        cabin?: {
                                            maxCelsius: number;
                                            /** @enum {string} */
                                            signal: "required" | "if-told";
                                        };
                                        computer?: {
                                            maxCelsius: number;
                                            /** @enum {string} */
                                            signal: "required" | "if-told";
                                        };
                                    };
                                    timeZone: string;
                                    /** @constant */
                                    version: 1;
                                    wearBudgetMicroUsdPerMonth?: number;
                                } | null;
                                id: string;
                                /** @constant */
                                object: "charter";
                                statement: {
                                    /** @description Milliseconds since the epoch. */
                                    accepted_at: number;
                                    /** @constant */
                                    object: "charter_consent";
                                    owner_id: string;
                                    /** @description Of the canonical JSON (RFC 8785) of the charter, in hex. */
                                    sha256: string;
                                    signature: string;
                                    /**
                                     * @description Of the text that was agreed to.
                                     * @enum {string}
                                     */
                                    text_version: "1";
                                    /** @description Whom it is for; null: all of the owner. */
                                    vehicle_ids: string[] | null;
                                    /** @description Counts the charters of an owner from 1. */
                                    version: number;
                                };
                                version: number;
                                withdrawn_at: number | null;
                            }[];
                            first_id: string | null;
                            has_more: boolean;
                            last_id: string | null;
                            /** @constant */
                            object: "list";
                            /** @description A careful start for a car at home: set at least car, time zone and tariff. */
                            standard_charter: {
                                car: {
                                    awakeAnyway: boolean;
                                    chargerWatts: number;
                                    /** @enum {string} */
                                    chemistry: "nmc" | "lfp";
                                    computerWatts: number;
                                    packKwh: number;
                                };
                                circuitWatts: number;
                                departure: {
                                    carsPlanTargetPercent: number;
                                    dated: {
                                        at: string & (unknown & unknown);
                                        targetPercent: number;
                                    }[];
                                    reserveMinutes: number;
                                    weekly: {
                                        at: string;
                                        days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                        targetPercent: number;
                                    }[];
                                };
                                hours?: {
                                    days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                    from: string;
                                    to: string | "24:00";
                                }[];
                                interlocks: {
                                    /** @enum {string} */
                                    appInUse: "required" | "if-told";
                                    /** @enum {string} */
                                    crash: "required" | "if-told";
                                    /** @enum {string} */
                                    doorOpen: "required" | "if-told";
                                    /** @enum {string} */
                                    preconditioning: "required" | "if-told" | "ignored";
                                    /** @enum {string} */
                                    sentry: "required" | "if-told" | "ignored";
                                    /** @enum {string} */
                                    serviceMode: "required" | "if-told";
                                    /** @enum {string} */
                                    softwareUpdate: "required" | "if-told";
                                    /** @enum {string} */
                                    tow: "required" | "if-told";
                                    /** @enum {string} */
                                    unlocked: "required" | "if-told" | "ignored";
                                    /** @enum {string} */
                                    userPresent: "required" | "if-told";
                                };
                                kinds: ("embeddings" | "chat" | "ocr")[];
                                netFloorMicroUsdPerHour: number;
                                network: {
                                    bytesPerDay?: number;
                                    wifiOnly: boolean;
                                };
                                signalAgeSeconds?: {
                                    [key: string]: number;
                                };
                                stateOfChargeFloorPercent: number;
                                tariff: {
                                    ceilingMicroUsdPerKwh: number;
                                    /** @constant */
                                    kind: "fixed";
                                    microUsdPerKwh: number;
                                } | {
                                    ceilingMicroUsdPerKwh: number;
                                    /** @constant */
                                    kind: "time-of-use";
                                    otherwiseMicroUsdPerKwh: number;
                                    windows: {
                                        days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                        from: string;
                                        microUsdPerKwh: number;
                                        to: string | "24:00";
                                    }[];
                                } | {
                                    ceilingMicroUsdPerKwh: number;
                                    /** @constant */
                                    kind: "dynamic";
                                };
                                temperatures: {
                                    battery?: {
                                        maxCelsius: number;
                                        /** @enum {string} */
                                        signal: "required" | "if-told";
                                    };
                                    cabin?: {
                                        maxCelsius: number;
                                        /** @enum {string} */
                                        signal: "required" | "if-told";
                                    };
                                    computer?: {
                                        maxCelsius: number;
                                        /** @enum {string} */
                                        signal: "required" | "if-told";
                                    };
                                };
                                timeZone: string;
                                /** @constant */
                                version: 1;
                                wearBudgetMicroUsdPerMonth?: number;
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        /**
         * Agree to a charter, for all vehicles or for some
         * @description A new version, in force at once: each vehicle fetches it at its next call and judges it by itself. The reply has a statement of your consent, signed by a key of /.well-known/jwks.json over the SHA-256 of the charter's canonical JSON. Earlier versions are kept as they were. Times of departure are refused: they are private to the car, and belong into its own charter file.
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
                        /** @description See shared/charter.ts. `departure.weekly` and `departure.dated` must be empty: times of departure stay in the car. */
                        charter: {
                            car: {
                                awakeAnyway: boolean;
                                chargerWatts: number;
                                /** @enum {string} */
                                chemistry: "nmc" | "lfp";
                                computerWatts: number;
                                packKwh: number;
                            };
                            circuitWatts: number;
                            departure: {
                                carsPlanTargetPercent: number;
                                dated: {
                                    at: string & (unknown & unknown);
                                    targetPercent: number;
                                }[];
                                reserveMinutes: number;
                                weekly: {
                                    at: string;
                                    days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                    targetPercent: number;
                                }[];
                            };
                            hours?: {
                                days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                from: string;
                                to: string | "24:00";
                            }[];
                            interlocks: {
                                /** @enum {string} */
                                appInUse: "required" | "if-told";
                                /** @enum {string} */
                                crash: "required" | "if-told";
                                /** @enum {string} */
                                doorOpen: "required" | "if-told";
                                /** @enum {string} */
                                preconditioning: "required" | "if-told" | "ignored";
                                /** @enum {string} */
                                sentry: "required" | "if-told" | "ignored";
                                /** @enum {string} */
                                serviceMode: "required" | "if-told";
                                /** @enum {string} */
                                softwareUpdate: "required" | "if-told";
                                /** @enum {string} */
                                tow: "required" | "if-told";
                                /** @enum {string} */
                                unlocked: "required" | "if-told" | "ignored";
                                /** @enum {string} */
                                userPresent: "required" | "if-told";
                            };
                            kinds: ("embeddings" | "chat" | "ocr")[];
                            netFloorMicroUsdPerHour: number;
                            network: {
                                bytesPerDay?: number;
                                wifiOnly: boolean;
                            };
                            signalAgeSeconds?: {
                                [key: string]: number;
                            };
                            stateOfChargeFloorPercent: number;
                            tariff: {
                                ceilingMicroUsdPerKwh: number;
                                /** @constant */
                                kind: "fixed";
                                microUsdPerKwh: number;
                            } | {
                                ceilingMicroUsdPerKwh: number;
                                /** @constant */
                                kind: "time-of-use";
                                otherwiseMicroUsdPerKwh: number;
                                windows: {
                                    days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                    from: string;
                                    microUsdPerKwh: number;
                                    to: string | "24:00";
                                }[];
                            } | {
                                ceilingMicroUsdPerKwh: number;
                                /** @constant */
                                kind: "dynamic";
                            };
                            temperatures: {
                                battery?: {
                                    maxCelsius: number;
                                    /** @enum {string} */
                                    signal: "required" | "if-told";
                                };
                                cabin?: {
                                    maxCelsius: number;
                                    /** @enum {string} */
                                    signal: "required" | "if-told";
                                };
                                computer?: {
                                    maxCelsius: number;
                                    /** @enum {string} */
                                    signal: "required" | "if-told";
                                };
                            };
                            timeZone: string;
                            /** @constant */
                            version: 1;
                            wearBudgetMicroUsdPerMonth?: number;
                        };
                        consent: {
                            /** @constant */
                            accepted: true;
                            /**
                             * @description Of the text that GET /v1/owner/charters shows.
                             * @enum {string}
                             */
                            text_version: "1";
                        };
                        /** @description Whom it is for; left out: all of yours, and those that enrol later. */
                        vehicle_ids?: string[];
                    };
                };
            };
            responses: {
                /** @description The version, and the signed statement of the consent */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            charter: {
                                car: {
                                    awakeAnyway: boolean;
                                    chargerWatts: number;
                                    /** @enum {string} */
                                    chemistry: "nmc" | "lfp";
                                    computerWatts: number;
                                    packKwh: number;
                                };
                                circuitWatts: number;
                                departure: {
                                    carsPlanTargetPercent: number;
                                    dated: {
                                        at: string & (unknown & unknown);
                                        targetPercent: number;
                                    }[];
                                    reserveMinutes: number;
                                    weekly: {
                                        at: string;
                                        days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                        targetPercent: number;
                                    }[];
                                };
                                hours?: {
                                    days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                    from: string;
                                    to: string | "24:00";
                                }[];
                                interlocks: {
                                    /** @enum {string} */
                                    appInUse: "required" | "if-told";
                                    /** @enum {string} */
                                    crash: "required" | "if-told";
                                    /** @enum {string} */
                                    doorOpen: "required" | "if-told";
                                    /** @enum {string} */
                                    preconditioning: "required" | "if-told" | "ignored";
                                    /** @enum {string} */
                                    sentry: "required" | "if-told" | "ignored";
                                    /** @enum {string} */
                                    serviceMode: "required" | "if-told";
                                    /** @enum {string} */
                                    softwareUpdate: "required" | "if-told";
                                    /** @enum {string} */
                                    tow: "required" | "if-told";
                                    /** @enum {string} */
                                    unlocked: "required" | "if-told" | "ignored";
                                    /** @enum {string} */
                                    userPresent: "required" | "if-told";
                                };
                                kinds: ("embeddings" | "chat" | "ocr")[];
                                netFloorMicroUsdPerHour: number;
                                network: {
                                    bytesPerDay?: number;
                                    wifiOnly: boolean;
                                };
                                signalAgeSeconds?: {
                                    [key: string]: number;
                                };
                                stateOfChargeFloorPercent: number;
                                tariff: {
                                    ceilingMicroUsdPerKwh: number;
                                    /** @constant */
                                    kind: "fixed";
                                    microUsdPerKwh: number;
                                } | {
                                    ceilingMicroUsdPerKwh: number;
                                    /** @constant */
                                    kind: "time-of-use";
                                    otherwiseMicroUsdPerKwh: number;
                                    windows: {
                                        days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                        from: string;
                                        microUsdPerKwh: number;
                                        to: string | "24:00";
                                    }[];
                                } | {
                                    ceilingMicroUsdPerKwh: number;
                                    /** @constant */
                                    kind: "dynamic";
                                };
                                temperatures: {
                                    battery?: {
                                        maxCelsius: number;
                                        /** @enum {string} */
                                        signal: "required" | "if-told";
                                    };
                                    cabin?: {
                                        maxCelsius: number;
                                        /** @enum {string} */
                                        signal: "required" | "if-told";
                                    };
                                    computer?: {
                                        maxCelsius: number;
                                        /** @enum {string} */
                                        signal: "required" | "if-told";
                                    };
                                };
                                timeZone: string;
                                /** @constant */
                                version: 1;
                                wearBudgetMicroUsdPerMonth?: number;
                            } | null;
                            id: string;
                            /** @constant */
                            object: "charter";
                            statement: {
                                /** @description Milliseconds since the epoch. */
                                accepted_at: number;
                                /** @constant */
                                object: "charter_consent";
                                owner_id: string;
                                /** @description Of the canonical JSON (RFC 8785) of the charter, in hex. */
                                sha256: string;
                                signature: string;
                                /**
                                 * @description Of the text that was agreed to.
                                 * @enum {string}
                                 */
                                text_version: "1";
                                /** @description Whom it is for; null: all of the owner. */
                                vehicle_ids: string[] | null;
                                /** @description Counts the charters of an owner from 1. */
                                version: number;
                            };
                            version: number;
                            withdrawn_at: number | null;
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
    "/v1/owner/charters/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One version of your charter, as it was agreed to */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    version: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The version */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            charter: {
                                car: {
                                    awakeAnyway: boolean;
                                    chargerWatts: number;
                                    /** @enum {string} */
                                    chemistry: "nmc" | "lfp";
                                    computerWatts: number;
                                    packKwh: number;
                                };
                                circuitWatts: number;
                                departure: {
                                    carsPlanTargetPercent: number;
                                    dated: {
                                        at: string & (unknown & unknown);
                                        targetPercent: number;
                                    }[];
                                    reserveMinutes: number;
                                    weekly: {
                                        at: string;
                                        days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                        targetPercent: number;
                                    }[];
                                };
                                hours?: {
                                    days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                    from: string;
                                    to: string | "24:00";
                                }[];
                                interlocks: {
                                    /** @enum {string} */
                                    appInUse: "required" | "if-told";
                                    /** @enum {string} */
                                    crash: "required" | "if-told";
                                    /** @enum {string} */
                                    doorOpen: "required" | "if-told";
                                    /** @enum {string} */
                                    preconditioning: "required" | "if-told" | "ignored";
                                    /** @enum {string} */
                                    sentry: "required" | "if-told" | "ignored";
                                    /** @enum {string} */
                                    serviceMode: "required" | "if-told";
                                    /** @enum {string} */
                                    softwareUpdate: "required" | "if-told";
                                    /** @enum {string} */
                                    tow: "required" | "if-told";
                                    /** @enum {string} */
                                    unlocked: "required" | "if-told" | "ignored";
                                    /** @enum {string} */
                                    userPresent: "required" | "if-told";
                                };
                                kinds: ("embeddings" | "chat" | "ocr")[];
                                netFloorMicroUsdPerHour: number;
                                network: {
                                    bytesPerDay?: number;
                                    wifiOnly: boolean;
                                };
                                signalAgeSeconds?: {
                                    [key: string]: number;
                                };
                                stateOfChargeFloorPercent: number;
                                tariff: {
                                    ceilingMicroUsdPerKwh: number;
                                    /** @constant */
                                    kind: "fixed";
                                    microUsdPerKwh: number;
                                } | {
                                    ceilingMicroUsdPerKwh: number;
                                    /** @constant */
                                    kind: "time-of-use";
                                    otherwiseMicroUsdPerKwh: number;
                                    windows: {
                                        days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                        from: string;
                                        microUsdPerKwh: number;
                                        to: string | "24:00";
                                    }[];
                                } | {
                                    ceilingMicroUsdPerKwh: number;
                                    /** @constant */
                                    kind: "dynamic";
                                };
                                temperatures: {
                                    battery?: {
                                        maxCelsius: number;
                                        /** @enum {string} */
                                        signal: "required" | "if-told";
                                    };
                                    cabin?: {
                                        maxCelsius: number;
                                        /** @enum {string} */
                                        signal: "required" | "if-told";
                                    };
                                    computer?: {
                                        maxCelsius: number;
                                        /** @enum {string} */
                                        signal: "required" | "if-told";
                                    };
                                };
                                timeZone: string;
                                /** @constant */
                                version: 1;
                                wearBudgetMicroUsdPerMonth?: number;
                            } | null;
                            id: string;
                            /** @constant */
                            object: "charter";
                            statement: {
                                /** @description Milliseconds since the epoch. */
                                accepted_at: number;
                                /** @constant */
                                object: "charter_consent";
                                owner_id: string;
                                /** @description Of the canonical JSON (RFC 8785) of the charter, in hex. */
                                sha256: string;
                                signature: string;
                                /**
                                 * @description Of the text that was agreed to.
                                 * @enum {string}
                                 */
                                text_version: "1";
                                /** @description Whom it is for; null: all of the owner. */
                                vehicle_ids: string[] | null;
                                /** @description Counts the charters of an owner from 1. */
                                version: number;
                            };
                            version: number;
                            withdrawn_at: number | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /**
         * Withdraw your consent to a charter
         * @description The vehicles for which it is in force get no more work, and are told at their next call; what they have finished by then is paid. An earlier version does not come back by it: agree to a new one. The version itself is kept, with the time of its withdrawal. Withdrawn again it stays as it is.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    version: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The version */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            charter: {
                                car: {
                                    awakeAnyway: boolean;
                                    chargerWatts: number;
                                    /** @enum {string} */
                                    chemistry: "nmc" | "lfp";
                                    computerWatts: number;
                                    packKwh: number;
                                };
                                circuitWatts: number;
                                departure: {
                                    carsPlanTargetPercent: number;
                                    dated: {
                                        at: string & (unknown & unknown);
                                        targetPercent: number;
                                    }[];
                                    reserveMinutes: number;
                                    weekly: {
                                        at: string;
                                        days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                        targetPercent: number;
                                    }[];
                                };
                                hours?: {
                                    days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                    from: string;
                                    to: string | "24:00";
                                }[];
                                interlocks: {
                                    /** @enum {string} */
                                    appInUse: "required" | "if-told";
                                    /** @enum {string} */
                                    crash: "required" | "if-told";
                                    /** @enum {string} */
                                    doorOpen: "required" | "if-told";
                                    /** @enum {string} */
                                    preconditioning: "required" | "if-told" | "ignored";
                                    /** @enum {string} */
                                    sentry: "required" | "if-told" | "ignored";
                                    /** @enum {string} */
                                    serviceMode: "required" | "if-told";
                                    /** @enum {string} */
                                    softwareUpdate: "required" | "if-told";
                                    /** @enum {string} */
                                    tow: "required" | "if-told";
                                    /** @enum {string} */
                                    unlocked: "required" | "if-told" | "ignored";
                                    /** @enum {string} */
                                    userPresent: "required" | "if-told";
                                };
                                kinds: ("embeddings" | "chat" | "ocr")[];
                                netFloorMicroUsdPerHour: number;
                                network: {
                                    bytesPerDay?: number;
                                    wifiOnly: boolean;
                                };
                                signalAgeSeconds?: {
                                    [key: string]: number;
                                };
                                stateOfChargeFloorPercent: number;
                                tariff: {
                                    ceilingMicroUsdPerKwh: number;
                                    /** @constant */
                                    kind: "fixed";
                                    microUsdPerKwh: number;
                                } | {
                                    ceilingMicroUsdPerKwh: number;
                                    /** @constant */
                                    kind: "time-of-use";
                                    otherwiseMicroUsdPerKwh: number;
                                    windows: {
                                        days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                        from: string;
                                        microUsdPerKwh: number;
                                        to: string | "24:00";
                                    }[];
                                } | {
                                    ceilingMicroUsdPerKwh: number;
                                    /** @constant */
                                    kind: "dynamic";
                                };
                                temperatures: {
                                    battery?: {
                                        maxCelsius: number;
                                        /** @enum {string} */
                                        signal: "required" | "if-told";
                                    };
                                    cabin?: {
                                        maxCelsius: number;
                                        /** @enum {string} */
                                        signal: "required" | "if-told";
                                    };
                                    computer?: {
                                        maxCelsius: number;
                                        /** @enum {string} */
                                        signal: "required" | "if-told";
                                    };
                                };
                                timeZone: string;
                                /** @constant */
                                version: 1;
                                wearBudgetMicroUsdPerMonth?: number;
                            } | null;
                            id: string;
                            /** @constant */
                            object: "charter";
                            statement: {
                                /** @description Milliseconds since the epoch. */
                                accepted_at: number;
                                /** @constant */
                                object: "charter_consent";
                                owner_id: string;
                                /** @description Of the canonical JSON (RFC 8785) of the charter, in hex. */
                                sha256: string;
                                signature: string;
                                /**
                                 * @description Of the text that was agreed to.
                                 * @enum {string}
                                 */
                                text_version: "1";
                                /** @description Whom it is for; null: all of the owner. */
                                vehicle_ids: string[] | null;
                                /** @description Counts the charters of an owner from 1. */
                                version: number;
                            };
                            version: number;
                            withdrawn_at: number | null;
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
    "/v1/owner/earnings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Earnings and payouts */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Earnings */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            energyMicroUsd: number;
                            energyMilliWattHours: number;
                            grossMicroUsd: number;
                            inTransitMicroUsd: number;
                            name: string;
                            netInKwh: {
                                micro_usd_per_kwh: number;
                                /** @description Less than a watt-hour: carried into what follows. */
                                remainder_nano_usd: number;
                                watt_hours: number;
                            } | null;
                            netMicroUsd: number;
                            ownerId: string;
                            payouts: {
                                amountMicroUsd: number;
                                beneficiaryId: string | null;
                                createdAt: number;
                                paidAt: number | null;
                                payoutNo: number;
                                reason: string | null;
                                /** @enum {string} */
                                state: "pending" | "paid" | "failed";
                                stripeTransferId: string | null;
                            }[];
                            pendingMicroUsd: number;
                            releasedMicroUsd: number;
                            requests: number;
                            wearMicroUsd: number;
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
    "/v1/owner/earnings/days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Earnings by day and vehicle
         * @description A settlement is of the day on which it was made, in UTC. Its gross is split among your vehicles by reference time; all rows together are what the ledger says, to the micro-dollar.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `last_id` of the page before. */
                    after?: string;
                    /** @description Left out: 30 days before `to`. */
                    from?: string;
                    limit?: number;
                    /** @description Left out: today. */
                    to?: string;
                    vehicle_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Rows, by day and then by vehicle */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** Format: date */
                                day: string;
                                /** @description At the plug, charger losses included; negative where the grid paid. */
                                energy_micro_usd: number;
                                energy_milliwatt_hours: number;
                                gross_micro_usd: number;
                                id: string;
                                /** @description gross - energy - wear, exactly. */
                                net_micro_usd: number;
                                /** @constant */
                                object: "earnings_day";
                                /** @description Of customers. Checks of others' work are paid, and not counted. */
                                requests: number;
                                /** @description Null: from before vehicles were told apart. */
                                vehicle_id: string | null;
                                wear_micro_usd: number;
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
    "/v1/owner/enrolment_codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A one-time code to enrol a vehicle with
         * @description Good for 10 minutes, 5 tries and one vehicle. With `vehicle_id` it gives that vehicle a new key: for a device that was replaced, or a key that was copied. The old key is out from then on; all that was earned stays.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": {
                        vehicle_id?: string;
                    };
                };
            };
            responses: {
                /** @description The code, shown this once */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            expiresAt: number;
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
    "/v1/owner/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the closing of your account stands */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description How it stands */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @constant */
                            object: "owner_erasure";
                            owed_micro_usd: number;
                            record: {
                                erased: {
                                    /** @description Names. */
                                    beneficiaries: number;
                                    /** @description Texts. Their hashes and the signed consents stay. */
                                    charters: number;
                                    /** @description Revoked. */
                                    vehicles: number;
                                };
                                erased_at: number;
                                kept: string;
                                /** @constant */
                                object: "owner_erasure_record";
                                owner_id: string;
                                requested_at: number;
                                signature: string;
                            } | null;
                            requested_at: number;
                            /** @enum {string} */
                            state: "pending" | "erased";
                            /** @description What must come first: you are paid all that is owed, then what is personal is erased. */
                            waits_for: ("work_to_settle" | "earnings_held_back" | "payout_to_make" | "payout_under_way") | null;
                        };
                    };
                };
            };
        };
        put?: never;
        /**
         * Close the account: be paid all, then be erased
         * @description Your vehicles are revoked at once, for good, and nothing new can be set up. The next payout pays all that is owed, whatever the threshold. Then names, the texts of charters and what you chose are erased, and a signed record says so (GET /v1/owner/erasure). Ledger entries stay under your random id: the law asks for them. Asked again it goes on. Export first what you want to keep (GET /v1/owner/export).
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
                /** @description How it stands */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @constant */
                            object: "owner_erasure";
                            owed_micro_usd: number;
                            record: {
                                erased: {
                                    /** @description Names. */
                                    beneficiaries: number;
                                    /** @description Texts. Their hashes and the signed consents stay. */
                                    charters: number;
                                    /** @description Revoked. */
                                    vehicles: number;
                                };
                                erased_at: number;
                                kept: string;
                                /** @constant */
                                object: "owner_erasure_record";
                                owner_id: string;
                                requested_at: number;
                                signature: string;
                            } | null;
                            requested_at: number;
                            /** @enum {string} */
                            state: "pending" | "erased";
                            /** @description What must come first: you are paid all that is owed, then what is personal is erased. */
                            waits_for: ("work_to_settle" | "earnings_held_back" | "payout_to_make" | "payout_under_way") | null;
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
    "/v1/owner/estimates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a car may earn at a plug, net of energy and wear
         * @description A range, not a promise: what is not known (how much work there is, the car’s speed and draw) is named in `assumptions` and gives the percentiles. It is worked out with the sums that the market offers and pays by.
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
                        /**
                         * @description The car would be awake without computing as well.
                         * @default false
                         */
                        awake_anyway?: boolean;
                        /**
                         * @default nmc
                         * @enum {string}
                         */
                        chemistry?: "nmc" | "lfp";
                        /** @enum {string} */
                        hardware_class: "AI4" | "AI5";
                        hours_per_week?: number;
                        /** @description Of models; left out: all. */
                        kinds?: ("embeddings" | "chat" | "ocr")[];
                        micro_usd_per_kwh?: number;
                        /** @default 0 */
                        net_floor_micro_usd_per_hour?: number;
                        /**
                         * @default home
                         * @enum {string}
                         */
                        plug?: "home" | "work";
                    };
                };
            };
            responses: {
                /** @description The estimate */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            assumptions: string[];
                            hours: {
                                /** @description Energy and wear. */
                                costs_micro_usd: number;
                                gross_micro_usd: number;
                                /** @description False: it would not leave your floor, and is not offered. */
                                is_run: boolean;
                                /** @enum {string} */
                                kind: "embeddings" | "chat" | "ocr";
                                net_micro_usd: number;
                            }[];
                            hours_per_week: number;
                            micro_usd_per_kwh: number;
                            /** @constant */
                            object: "estimate";
                            per_month: {
                                /** @description A tenth of what may be is under p10, half under p50, nine tenths under p90. Each line is of its own. */
                                computing_hours: {
                                    p10: number;
                                    p50: number;
                                    p90: number;
                                };
                                /** @description A tenth of what may be is under p10, half under p50, nine tenths under p90. Each line is of its own. */
                                energy_micro_usd: {
                                    p10: number;
                                    p50: number;
                                    p90: number;
                                };
                                /** @description At the plug: charger losses, cooling and waking included. */
                                energy_watt_hours: {
                                    p10: number;
                                    p50: number;
                                    p90: number;
                                };
                                /** @description A tenth of what may be is under p10, half under p50, nine tenths under p90. Each line is of its own. */
                                gross_micro_usd: {
                                    p10: number;
                                    p50: number;
                                    p90: number;
                                };
                                /** @description A tenth of what may be is under p10, half under p50, nine tenths under p90. Each line is of its own. */
                                net_micro_usd: {
                                    p10: number;
                                    p50: number;
                                    p90: number;
                                };
                                /** @description A tenth of what may be is under p10, half under p50, nine tenths under p90. Each line is of its own. */
                                wear_micro_usd: {
                                    p10: number;
                                    p50: number;
                                    p90: number;
                                };
                            };
                            per_week: {
                                /** @description A tenth of what may be is under p10, half under p50, nine tenths under p90. Each line is of its own. */
                                computing_hours: {
                                    p10: number;
                                    p50: number;
                                    p90: number;
                                };
                                /** @description A tenth of what may be is under p10, half under p50, nine tenths under p90. Each line is of its own. */
                                energy_micro_usd: {
                                    p10: number;
                                    p50: number;
                                    p90: number;
                                };
                                /** @description At the plug: charger losses, cooling and waking included. */
                                energy_watt_hours: {
                                    p10: number;
                                    p50: number;
                                    p90: number;
                                };
                                /** @description A tenth of what may be is under p10, half under p50, nine tenths under p90. Each line is of its own. */
                                gross_micro_usd: {
                                    p10: number;
                                    p50: number;
                                    p90: number;
                                };
                                /** @description A tenth of what may be is under p10, half under p50, nine tenths under p90. Each line is of its own. */
                                net_micro_usd: {
                                    p10: number;
                                    p50: number;
                                    p90: number;
                                };
                                /** @description A tenth of what may be is under p10, half under p50, nine tenths under p90. Each line is of its own. */
                                wear_micro_usd: {
                                    p10: number;
                                    p50: number;
                                    p90: number;
                                };
                            };
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
    "/v1/owner/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that is stored of you
         * @description The owner, vehicles, charters and consents, beneficiaries and shares, payouts, closings, then how your accounts stand, with the earnings held back, and each ledger entry of them. As it is stored; `kind` says what it is.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `last_id` of the page before. */
                    after?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: ({
                                id: string;
                                kind: string;
                            } & {
                                [key: string]: unknown;
                            })[];
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
    "/v1/owner/onboarding_links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A link to Stripe's onboarding
         * @description Where payouts were stopped because of the account, they are tried again from now on.
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
                /** @description The link, good for minutes */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            expiresAt: number;
                            url: string;
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
    "/v1/owner/payouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Payouts and what became of each; and how your account at Stripe stands, in words */
        get: {
            parameters: {
                query?: {
                    /** @description `payout_no` of the last of the page before. */
                    after?: number;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Payouts */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            account: {
                                disabled_reason: string | null;
                                /** @description What Stripe asks for, in Stripe's words. */
                                due: string[];
                                due_by: number | null;
                                /** @description What keeps you from being paid, or will soon, and what to do. */
                                in_words: string[];
                                /** @description False before Stripe was asked for the first time. */
                                known: boolean;
                                past_due: string[];
                                /** @description Why nothing is sent until it is mended. */
                                payouts_stopped_by: string | null;
                                /** @description Whether Stripe pays out from it to your bank. */
                                pays_out: boolean;
                                takes_transfers: boolean;
                                tax_id: ("verified" | "provided" | "missing" | "wrong") | null;
                            };
                            data: {
                                /** @description What is sent. */
                                amount_micro_usd: number;
                                beneficiary_id: string | null;
                                created_at: number;
                                /** @description In words. */
                                fate: string;
                                id: string;
                                /** @constant */
                                object: "owner_payout";
                                paid_at: number | null;
                                payout_no: number;
                                period: string | null;
                                reason: string | null;
                                /** @description What came back after it was paid. */
                                reversed_micro_usd: number;
                                /** @enum {string} */
                                state: "pending" | "paid" | "failed";
                                stripe_transfer_id: string | null;
                                /** @description What goes to the tax office instead. */
                                withheld_micro_usd: number;
                            }[];
                            first_id: string | null;
                            has_more: boolean;
                            last_id: string | null;
                            /** @constant */
                            object: "list";
                            /** @description Since when nothing is released, because of proven fraud. */
                            pay_held_since: number | null;
                            /** @description What you owe: netted from what is released next. */
                            receivable_micro_usd: number;
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
    "/v1/owner/reward": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Choose how your earnings are shown: as money, or as energy at your price
         * @description A unit of display: earnings and statements then say what your net is in kilowatt-hours as well, exactly, with what is less than a watt-hour carried. What is owed and paid stays money.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @constant */
                        kind: "money";
                    } | {
                        /** @constant */
                        kind: "kwh";
                        micro_usd_per_kwh: number;
                    };
                };
            };
            responses: {
                /** @description As chosen */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            kind: "money" | "kwh";
                            micro_usd_per_kwh: number | null;
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
    "/v1/owner/statements/{month}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A month: what was earned, what it cost, what was paid; as CSV with "Accept: text/csv"
         * @description Of each account, opening and movements come to the closing, to the micro-dollar; the closing is the next opening. Signed by a key of /.well-known/jwks.json, as receipts are. Months are those of UTC; the running one is told so far.
         */
        get: {
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
                /** @description The statement */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            accounts: {
                                /**
                                 * @description receivable: what you were paid and owe back; it stands below zero.
                                 * @enum {string}
                                 */
                                account: "pending" | "released" | "in_transit" | "receivable";
                                /** @description Whose share it is; `owner`: your own, once it is split. */
                                beneficiary_id: string | null;
                                /** @description opening + all movements, exactly. */
                                closing_micro_usd: number;
                                movements: {
                                    /** @description Your part of charges that were given back to customers. */
                                    clawed_back: number;
                                    earned: number;
                                    /** @description What you owed, taken from what was released. */
                                    netted: number;
                                    other: number;
                                    payouts_failed: number;
                                    payouts_planned: number;
                                    /** @description Transfers that were taken back. */
                                    payouts_reversed: number;
                                    payouts_sent: number;
                                    released: number;
                                    split: number;
                                };
                                opening_micro_usd: number;
                            }[];
                            /** @constant */
                            currency: "usd";
                            earned: {
                                /** @description At the plug, charger losses included; negative where the grid paid. */
                                energy_micro_usd: number;
                                energy_milliwatt_hours: number;
                                gross_micro_usd: number;
                                /** @description gross - energy - wear, exactly. */
                                net_micro_usd: number;
                                /** @description Of customers. Checks of others' work are paid, and not counted. */
                                requests: number;
                                vehicle_id: string | null;
                                wear_micro_usd: number;
                            }[];
                            earned_total: {
                                /** @description At the plug, charger losses included; negative where the grid paid. */
                                energy_micro_usd: number;
                                energy_milliwatt_hours: number;
                                gross_micro_usd: number;
                                /** @description gross - energy - wear, exactly. */
                                net_micro_usd: number;
                                /** @description Of customers. Checks of others' work are paid, and not counted. */
                                requests: number;
                                wear_micro_usd: number;
                            };
                            from: number;
                            is_final: boolean;
                            month: string;
                            net_in_kwh: {
                                micro_usd_per_kwh: number;
                                /** @description Less than a watt-hour: carried into what follows. */
                                remainder_nano_usd: number;
                                watt_hours: number;
                            } | null;
                            /** @constant */
                            object: "owner_statement";
                            owner_id: string;
                            payouts: {
                                amount_micro_usd: number;
                                at: number;
                                beneficiary_id: string | null;
                                payout_no: number;
                                stripe_transfer_id: string | null;
                                /** @enum {string} */
                                what: "planned" | "sent" | "failed" | "reversed";
                                /** @description For the tax office; on top of the amount. */
                                withheld_micro_usd: number;
                            }[];
                            signature: string;
                            splits: {
                                amount_micro_usd: number;
                                at: number;
                                parts: {
                                    amount_micro_usd: number;
                                    beneficiary_id: string;
                                }[];
                                split_no: number;
                            }[];
                            to: number;
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
    "/v1/owner/vehicles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your vehicles, in the order in which they enrolled */
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
                /** @description Vehicles */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                attested: boolean;
                                benchmarks: {
                                    memory_megabytes: number;
                                    model: string;
                                    speed: number;
                                }[] | null;
                                /**
                                 * @description As it last said. `running`: it has work; `waiting`: it would work; `resting`: it takes none; `unheard`: it has said nothing for a while: in use, asleep or without a network; `shut_out`: see `state`.
                                 * @enum {string}
                                 */
                                doing: "running" | "waiting" | "resting" | "unheard" | "shut_out";
                                enrolled_at: number;
                                /** @description You asked it to finish what it has and to rest then. */
                                finish_asked: boolean;
                                /** @enum {string} */
                                hardware_class: "AI4" | "AI5";
                                id: string;
                                last_seen_at: number | null;
                                models: string[];
                                /** @constant */
                                object: "vehicle";
                                region: ("eu" | "na" | "apac") | null;
                                software_version: string;
                                /** @enum {string} */
                                state: "active" | "quarantined" | "revoked";
                                state_reason: string | null;
                                state_since: number | null;
                                /** @description Why it gets or takes no work, or soon will not. None tells where the car is, and what would tell when somebody drives is up to an hour late. */
                                waiting_because: {
                                    /** @enum {string} */
                                    code: "in_use" | "not_plugged_in" | "consent_withdrawn" | "paused" | "finished" | "outside_hours" | "price_above_ceiling" | "price_unknown" | "charge_below_floor" | "charging_first" | "too_warm" | "wear_budget" | "not_on_wifi" | "data_cap" | "car_busy" | "updating" | "ends_soon" | "not_known" | "halted" | "finish_asked" | "below_floor" | "no_work";
                                    message: string;
                                    /** @description In ms since the epoch, where it is known. */
                                    until: number | null;
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
    "/v1/owner/vehicles/{vehicle_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of your vehicles */
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
                            benchmarks: {
                                memory_megabytes: number;
                                model: string;
                                speed: number;
                            }[] | null;
                            /**
                             * @description As it last said. `running`: it has work; `waiting`: it would work; `resting`: it takes none; `unheard`: it has said nothing for a while: in use, asleep or without a network; `shut_out`: see `state`.
                             * @enum {string}
                             */
                            doing: "running" | "waiting" | "resting" | "unheard" | "shut_out";
                            enrolled_at: number;
                            /** @description You asked it to finish what it has and to rest then. */
                            finish_asked: boolean;
                            /** @enum {string} */
                            hardware_class: "AI4" | "AI5";
                            id: string;
                            last_seen_at: number | null;
                            models: string[];
                            /** @constant */
                            object: "vehicle";
                            region: ("eu" | "na" | "apac") | null;
                            software_version: string;
                            /** @enum {string} */
                            state: "active" | "quarantined" | "revoked";
                            state_reason: string | null;
                            state_since: number | null;
                            /** @description Why it gets or takes no work, or soon will not. None tells where the car is, and what would tell when somebody drives is up to an hour late. */
                            waiting_because: {
                                /** @enum {string} */
                                code: "in_use" | "not_plugged_in" | "consent_withdrawn" | "paused" | "finished" | "outside_hours" | "price_above_ceiling" | "price_unknown" | "charge_below_floor" | "charging_first" | "too_warm" | "wear_budget" | "not_on_wifi" | "data_cap" | "car_busy" | "updating" | "ends_soon" | "not_known" | "halted" | "finish_asked" | "below_floor" | "no_work";
                                message: string;
                                /** @description In ms since the epoch, where it is known. */
                                until: number | null;
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
    "/v1/owner/vehicles/{vehicle_id}/charter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The charter in force for a vehicle */
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
                /** @description Which, and with what consent */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            charter: {
                                car: {
                                    awakeAnyway: boolean;
                                    chargerWatts: number;
                                    /** @enum {string} */
                                    chemistry: "nmc" | "lfp";
                                    computerWatts: number;
                                    packKwh: number;
                                };
                                circuitWatts: number;
                                departure: {
                                    carsPlanTargetPercent: number;
                                    dated: {
                                        at: string & (unknown & unknown);
                                        targetPercent: number;
                                    }[];
                                    reserveMinutes: number;
                                    weekly: {
                                        at: string;
                                        days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                        targetPercent: number;
                                    }[];
                                };
                                hours?: {
                                    days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                    from: string;
                                    to: string | "24:00";
                                }[];
                                interlocks: {
                                    /** @enum {string} */
                                    appInUse: "required" | "if-told";
                                    /** @enum {string} */
                                    crash: "required" | "if-told";
                                    /** @enum {string} */
                                    doorOpen: "required" | "if-told";
                                    /** @enum {string} */
                                    preconditioning: "required" | "if-told" | "ignored";
                                    /** @enum {string} */
                                    sentry: "required" | "if-told" | "ignored";
                                    /** @enum {string} */
                                    serviceMode: "required" | "if-told";
                                    /** @enum {string} */
                                    softwareUpdate: "required" | "if-told";
                                    /** @enum {string} */
                                    tow: "required" | "if-told";
                                    /** @enum {string} */
                                    unlocked: "required" | "if-told" | "ignored";
                                    /** @enum {string} */
                                    userPresent: "required" | "if-told";
                                };
                                kinds: ("embeddings" | "chat" | "ocr")[];
                                netFloorMicroUsdPerHour: number;
                                network: {
                                    bytesPerDay?: number;
                                    wifiOnly: boolean;
                                };
                                signalAgeSeconds?: {
                                    [key: string]: number;
                                };
                                stateOfChargeFloorPercent: number;
                                tariff: {
                                    ceilingMicroUsdPerKwh: number;
                                    /** @constant */
                                    kind: "fixed";
                                    microUsdPerKwh: number;
                                } | {
                                    ceilingMicroUsdPerKwh: number;
                                    /** @constant */
                                    kind: "time-of-use";
                                    otherwiseMicroUsdPerKwh: number;
                                    windows: {
                                        days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                        from: string;
                                        microUsdPerKwh: number;
                                        to: string | "24:00";
                                    }[];
                                } | {
                                    ceilingMicroUsdPerKwh: number;
                                    /** @constant */
                                    kind: "dynamic";
                                };
                                temperatures: {
                                    battery?: {
                                        maxCelsius: number;
                                        /** @enum {string} */
                                        signal: "required" | "if-told";
                                    };
                                    cabin?: {
                                        maxCelsius: number;
                                        /** @enum {string} */
                                        signal: "required" | "if-told";
                                    };
                                    computer?: {
                                        maxCelsius: number;
                                        /** @enum {string} */
                                        signal: "required" | "if-told";
                                    };
                                };
                                timeZone: string;
                                /** @constant */
                                version: 1;
                                wearBudgetMicroUsdPerMonth?: number;
                            } | null;
                            /** @constant */
                            object: "charter_in_force";
                            /**
                             * @description none: the vehicle keeps to the charter that lies in it. withdrawn: it gets no work.
                             * @enum {string}
                             */
                            state: "none" | "agreed" | "withdrawn";
                            statement: {
                                /** @description Milliseconds since the epoch. */
                                accepted_at: number;
                                /** @constant */
                                object: "charter_consent";
                                owner_id: string;
                                /** @description Of the canonical JSON (RFC 8785) of the charter, in hex. */
                                sha256: string;
                                signature: string;
                                /**
                                 * @description Of the text that was agreed to.
                                 * @enum {string}
                                 */
                                text_version: "1";
                                /** @description Whom it is for; null: all of the owner. */
                                vehicle_ids: string[] | null;
                                /** @description Counts the charters of an owner from 1. */
                                version: number;
                            } | null;
                            vehicle_id: string;
                            version: number | null;
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
    "/v1/owner/vehicles/{vehicle_id}/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets a vehicle finish what it has, and rest then
         * @description From its next call on it gets nothing new, until it is asked to go on.
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
                            benchmarks: {
                                memory_megabytes: number;
                                model: string;
                                speed: number;
                            }[] | null;
                            /**
                             * @description As it last said. `running`: it has work; `waiting`: it would work; `resting`: it takes none; `unheard`: it has said nothing for a while: in use, asleep or without a network; `shut_out`: see `state`.
                             * @enum {string}
                             */
                            doing: "running" | "waiting" | "resting" | "unheard" | "shut_out";
                            enrolled_at: number;
                            /** @description You asked it to finish what it has and to rest then. */
                            finish_asked: boolean;
                            /** @enum {string} */
                            hardware_class: "AI4" | "AI5";
                            id: string;
                            last_seen_at: number | null;
                            models: string[];
                            /** @constant */
                            object: "vehicle";
                            region: ("eu" | "na" | "apac") | null;
                            software_version: string;
                            /** @enum {string} */
                            state: "active" | "quarantined" | "revoked";
                            state_reason: string | null;
                            state_since: number | null;
                            /** @description Why it gets or takes no work, or soon will not. None tells where the car is, and what would tell when somebody drives is up to an hour late. */
                            waiting_because: {
                                /** @enum {string} */
                                code: "in_use" | "not_plugged_in" | "consent_withdrawn" | "paused" | "finished" | "outside_hours" | "price_above_ceiling" | "price_unknown" | "charge_below_floor" | "charging_first" | "too_warm" | "wear_budget" | "not_on_wifi" | "data_cap" | "car_busy" | "updating" | "ends_soon" | "not_known" | "halted" | "finish_asked" | "below_floor" | "no_work";
                                message: string;
                                /** @description In ms since the epoch, where it is known. */
                                until: number | null;
                            }[];
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
    "/v1/owner/vehicles/{vehicle_id}/reinstate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets a quarantined vehicle come back with a new key
         * @description Answers with a one-time code. Run `parkade-agent enroll CODE` in the car: the vehicle gets a new key and is active again; its history and earnings stay. Until then it stays quarantined.
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
            requestBody?: never;
            responses: {
                /** @description The code, shown this once */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            expiresAt: number;
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
    "/v1/owner/vehicles/{vehicle_id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets a vehicle go on that was asked to finish
         * @description From its next call on it gets work again, where its charter lets it ask for some.
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
                            benchmarks: {
                                memory_megabytes: number;
                                model: string;
                                speed: number;
                            }[] | null;
                            /**
                             * @description As it last said. `running`: it has work; `waiting`: it would work; `resting`: it takes none; `unheard`: it has said nothing for a while: in use, asleep or without a network; `shut_out`: see `state`.
                             * @enum {string}
                             */
                            doing: "running" | "waiting" | "resting" | "unheard" | "shut_out";
                            enrolled_at: number;
                            /** @description You asked it to finish what it has and to rest then. */
                            finish_asked: boolean;
                            /** @enum {string} */
                            hardware_class: "AI4" | "AI5";
                            id: string;
                            last_seen_at: number | null;
                            models: string[];
                            /** @constant */
                            object: "vehicle";
                            region: ("eu" | "na" | "apac") | null;
                            software_version: string;
                            /** @enum {string} */
                            state: "active" | "quarantined" | "revoked";
                            state_reason: string | null;
                            state_since: number | null;
                            /** @description Why it gets or takes no work, or soon will not. None tells where the car is, and what would tell when somebody drives is up to an hour late. */
                            waiting_because: {
                                /** @enum {string} */
                                code: "in_use" | "not_plugged_in" | "consent_withdrawn" | "paused" | "finished" | "outside_hours" | "price_above_ceiling" | "price_unknown" | "charge_below_floor" | "charging_first" | "too_warm" | "wear_budget" | "not_on_wifi" | "data_cap" | "car_busy" | "updating" | "ends_soon" | "not_known" | "halted" | "finish_asked" | "below_floor" | "no_work";
                                message: string;
                                /** @description In ms since the epoch, where it is known. */
                                until: number | null;
                            }[];
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
    "/v1/owner/vehicles/{vehicle_id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Shuts a vehicle out for good, from its next call on
         * @description What it had under lease goes to others as the leases end; what was accepted of it is paid.
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
            requestBody?: never;
            responses: {
                /** @description Revoked */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            attested: boolean;
                            benchmarks: {
                                memory_megabytes: number;
                                model: string;
                                speed: number;
                            }[] | null;
                            /**
                             * @description As it last said. `running`: it has work; `waiting`: it would work; `resting`: it takes none; `unheard`: it has said nothing for a while: in use, asleep or without a network; `shut_out`: see `state`.
                             * @enum {string}
                             */
                            doing: "running" | "waiting" | "resting" | "unheard" | "shut_out";
                            enrolled_at: number;
                            /** @description You asked it to finish what it has and to rest then. */
                            finish_asked: boolean;
                            /** @enum {string} */
                            hardware_class: "AI4" | "AI5";
                            id: string;
                            last_seen_at: number | null;
                            models: string[];
                            /** @constant */
                            object: "vehicle";
                            region: ("eu" | "na" | "apac") | null;
                            software_version: string;
                            /** @enum {string} */
                            state: "active" | "quarantined" | "revoked";
                            state_reason: string | null;
                            state_since: number | null;
                            /** @description Why it gets or takes no work, or soon will not. None tells where the car is, and what would tell when somebody drives is up to an hour late. */
                            waiting_because: {
                                /** @enum {string} */
                                code: "in_use" | "not_plugged_in" | "consent_withdrawn" | "paused" | "finished" | "outside_hours" | "price_above_ceiling" | "price_unknown" | "charge_below_floor" | "charging_first" | "too_warm" | "wear_budget" | "not_on_wifi" | "data_cap" | "car_busy" | "updating" | "ends_soon" | "not_known" | "halted" | "finish_asked" | "below_floor" | "no_work";
                                message: string;
                                /** @description In ms since the epoch, where it is known. */
                                until: number | null;
                            }[];
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
