/** Nobody on the way reads or changes what is exchanged: https, or a server on this very computer. */
export const isPrivateUrl = (url: string): boolean => isHttpsUrl(url) || isLoopbackUrl(url);

export const isHttpsUrl = (url: string): boolean => URL.canParse(url) && new URL(url).protocol === 'https:';

const isLoopbackUrl = (url: string): boolean => {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
};
