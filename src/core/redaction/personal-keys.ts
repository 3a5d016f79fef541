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
  'person.name',
  'patient.name',
  'employee.name',
  'preferred_username',
  'nickname',
  'name_on_card',
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
  'mobile',
  'msisdn',
  'tel',
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
  'user.ids',
  'user.login',
  'user.hash',
  'enduser.id',
  'enduser.pseudo.id',
  'customer.id',
  'customer.ids',
  'account.id',
  'member.id',
  'session.id',
  'session.previous_id',
  'device.id',
  'app.installation.id',
  'visitor.id',
  'anonymous.id',
  'cookie.id',
  'advertising.id',
  'android.id',
  'device.uuid',
  'device.fingerprint',
  'browser.fingerprint',
  'idfa',
  'idfv',
  'gaid',
  'udid',
  'imei',
  'imsi',
  'meid',
  'iccid',
];

/** Names that read like those of a person's and are none: an account of a cloud, a group of errors. */
export const NO_PERSON_IDS: readonly string[] = ['cloud.account.id', 'binnacle.error.fingerprint'];

/** Smaller than a state or a country. */
export const PLACES: readonly string[] = [
  'geo.locality.name',
  'geo.location.*',
  'latitude',
  'longitude',
  'lat',
  'lng',
  'lon',
  'coordinates',
  'geohash',
  'city',
  'county',
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
