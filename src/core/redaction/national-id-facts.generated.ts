// Written by `npm run generate`.
import { facts as auMedicare } from './national-ids/au-medicare.ts';
import { facts as auTfn } from './national-ids/au-tfn.ts';
import { facts as brCnpj } from './national-ids/br-cnpj.ts';
import { facts as brCpf } from './national-ids/br-cpf.ts';
import { facts as deTaxId } from './national-ids/de-tax-id.ts';
import { facts as esDni } from './national-ids/es-dni.ts';
import { facts as frNir } from './national-ids/fr-nir.ts';
import { facts as inAadhaar } from './national-ids/in-aadhaar.ts';
import { facts as inPan } from './national-ids/in-pan.ts';
import { facts as itCodiceFiscale } from './national-ids/it-codice-fiscale.ts';
import { facts as jpMyNumber } from './national-ids/jp-my-number.ts';
import { facts as nlBsn } from './national-ids/nl-bsn.ts';
import { facts as ukNationalInsurance } from './national-ids/uk-national-insurance.ts';
import { facts as ukNhsNumber } from './national-ids/uk-nhs-number.ts';
import type { NationalIdFacts } from './national-id.ts';

export const nationalIdFacts: readonly NationalIdFacts[] = [
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
