import { faultMatrix } from './matrix.ts';
import { books } from './stories/books.ts';

faultMatrix(books);
