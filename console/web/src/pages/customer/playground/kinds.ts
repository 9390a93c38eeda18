export const playKinds = ['chat', 'structured', 'similarity', 'page'] as const;
export type PlayKind = (typeof playKinds)[number];

export const playKindOf = (text: unknown): PlayKind | undefined => playKinds.find((each) => each === text);
