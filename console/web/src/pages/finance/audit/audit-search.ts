const methods = ['POST', 'PUT', 'PATCH', 'DELETE', 'GET'] as const;
export const auditMethods = methods;

export type AuditSearch = {
  month?: string;
  person?: string;
  method?: (typeof methods)[number];
  path?: string;
};

export function auditSearchOf({ month, person, method: asked, path }: Record<string, unknown>): AuditSearch {
  const method = methods.find((each) => each === asked);
  return {
    ...(typeof month === 'string' && { month }),
    ...(typeof person === 'string' && { person }),
    ...(method && { method }),
    ...(typeof path === 'string' && { path }),
  };
}
