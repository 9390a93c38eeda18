export const usageGroups = ['model', 'key', 'project', 'window'] as const;
export type UsageGroup = (typeof usageGroups)[number];

export const usageGroupOf = (text: unknown): UsageGroup | undefined =>
  usageGroups.find((each) => each === text);
