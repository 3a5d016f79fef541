// Names of attributes that say who somebody is, for the presets to choose from. The dotted ones are OpenTelemetry's:
// https://opentelemetry.io/docs/specs/semconv/registry/attributes/

export const PERSON_NAMES: readonly string[] = [
  'user.name',
  'user.full_name',
  'full_name',
  'first_name',
  'last_name',
  'middle_name',
  'given_name',
  'family_name',
  'surname',
  'maiden_name',
  'customer.name',
  'contact.name',
  'recipient.name',
  'cardholder',
  'cardholder.name',
  'account.holder',
];

export const CONTACTS: readonly string[] = [
  'phone',
  'phone.number',
  '*phone_number',
  'home_phone',
  'work_phone',
  'cell_phone',
  'mobile_phone',
  'mobile_number',
  'telephone',
  'fax',
  'fax.number',
  'street',
  'street.address',
  'postal.address',
  'home.address',
  'mailing.address',
  'billing.address',
  'shipping.address',
  'user.address',
  'customer.address',
  'address_line*',
];

export const BIRTH: readonly string[] = ['date_of_birth', 'birth_date', 'birthdate', 'birthday', 'dob'];

/** Identifiers of people and of what they use; they name nobody by themselves, but single somebody out. */
export const PERSON_IDS: readonly string[] = [
  'user.id',
  'user.hash',
  'enduser.id',
  'enduser.pseudo.id',
  'customer.id',
  'account.id',
  'member.id',
  'session.id',
  'session.previous_id',
  'device.id',
  'app.installation.id',
  'visitor.id',
  'anonymous.id',
];

/** Smaller than a state or a country. */
export const PLACES: readonly string[] = [
  'geo.locality.name',
  'geo.location.*',
  'latitude',
  'longitude',
  'city',
];

export const POSTAL_CODES: readonly string[] = [
  'geo.postal_code',
  'postal_code',
  'postcode',
  'zip',
  'zip_code',
];

/** What a browser says of itself, which alone or with others singles somebody out. */
export const USER_AGENTS: readonly string[] = ['user_agent.original', 'http.user_agent', 'user-agent'];
