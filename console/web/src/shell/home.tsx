import { Navigate } from '@tanstack/react-router';
import { placesOf } from './places.ts';
import { usePerson } from './use-person.ts';

export const Home = () => <Navigate to={placesOf[usePerson().role][0].to} replace />;
