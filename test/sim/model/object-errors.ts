import { NoSuchBucket, NoSuchKey, NoSuchUpload, NotFound, S3ServiceException } from '@aws-sdk/client-s3';

/** The errors of the objects' service, of the SDK's own classes. */
const metadata = (httpStatusCode: number) => ({
  $metadata: { httpStatusCode, attempts: 1, totalRetryDelay: 0 },
});

export const noBucket = () =>
  new NoSuchBucket({ message: 'The specified bucket does not exist', ...metadata(404) });

export const noKey = () => new NoSuchKey({ message: 'The specified key does not exist.', ...metadata(404) });

export const notFound = () => new NotFound({ message: 'NotFound', ...metadata(404) });

export const noUpload = () =>
  new NoSuchUpload({ message: 'The specified multipart upload does not exist.', ...metadata(404) });

const named = (name: string, status: number, message: string) =>
  new S3ServiceException({ name, $fault: 'client', message, ...metadata(status) });

export const noVersion = () => named('NoSuchVersion', 404, 'The specified version does not exist.');
export const badVersion = () => named('InvalidArgument', 400, 'Invalid version id specified');
export const markerOnly = () =>
  named('MethodNotAllowed', 405, 'The specified method is not allowed against this resource.');
export const badRange = () => named('InvalidRange', 416, 'The requested range is not satisfiable');
export const badPart = () =>
  named('InvalidPart', 400, 'One or more of the specified parts could not be found.');
export const badPartOrder = () =>
  named('InvalidPartOrder', 400, 'The list of parts was not in ascending order.');
export const partTooSmall = () =>
  named('EntityTooSmall', 400, 'Your proposed upload is smaller than the minimum allowed size');
export const badArgument = (message: string) => named('InvalidArgument', 400, message);
export const expired = () => named('AccessDenied', 403, 'Request has expired');
export const badSignature = () =>
  named(
    'SignatureDoesNotMatch',
    403,
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  );
export const malformed = (message: string) => named('MalformedXML', 400, message);
