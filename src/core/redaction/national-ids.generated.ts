// Written by `npm run generate`.
import { id as auMedicare } from './national-ids/au-medicare.ts';
import { id as auTfn } from './national-ids/au-tfn.ts';
import { id as brCnpj } from './national-ids/br-cnpj.ts';
import { id as brCpf } from './national-ids/br-cpf.ts';
import { id as deTaxId } from './national-ids/de-tax-id.ts';
import { id as esDni } from './national-ids/es-dni.ts';
import { id as frNir } from './national-ids/fr-nir.ts';
import { id as inAadhaar } from './national-ids/in-aadhaar.ts';
import { id as inPan } from './national-ids/in-pan.ts';
import { id as itCodiceFiscale } from './national-ids/it-codice-fiscale.ts';
import { id as jpMyNumber } from './national-ids/jp-my-number.ts';
import { id as nlBsn } from './national-ids/nl-bsn.ts';
import { id as ukNationalInsurance } from './national-ids/uk-national-insurance.ts';
import { id as ukNhsNumber } from './national-ids/uk-nhs-number.ts';
import type { NationalId } from './national-id.ts';

export const nationalIds: readonly NationalId[] = [
  auMedicare,
  auTfn,
  brCnpj,
  brCpf,
  deTaxId,
  esDni,
  frNir,
  inAadhaar,
  inPan,
  itCodiceFiscale,
  jpMyNumber,
  nlBsn,
  ukNationalInsurance,
  ukNhsNumber,
];
