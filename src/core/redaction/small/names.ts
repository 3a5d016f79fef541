/** Ends of names whose values are secrets, without `.`, `_` and `-`; https://opentelemetry.io/docs/security/handling-sensitive-data/ */
const ENDS =
  /* @__PURE__ */ 'passwd,pwd,passphrase,secret,secrets,token,credential,credentials,apikey,accesskey,secretkey,privatekey,accountkey,sharedkey,authkey,masterkey,signingkey,encryptionkey,csrf,xsrf,cookie,authorization,sessionid,sessid,connectsid'.split(
    ',',
  );

/** Names that are secret as a whole: in other names they are parts of words. */
const WHOLE = /* @__PURE__ */ ',sig,signature,jwt,otp,totp,pin,cvv,cvc,ssn,iban,email,'.split(',');

export const isSecretName = (name: string): boolean => {
  const plain = name.toLowerCase().replaceAll(/[._-]/g, '');
  return (
    plain !== '' &&
    (plain.includes('password') || WHOLE.includes(plain) || ENDS.some((end) => plain.endsWith(end)))
  );
};

/** In a query they are secret too: of OAuth 2 (RFC 6749), and of signed URLs. */
const PARAMETERS = /* @__PURE__ */ ',code,key,auth,session,sid,state,awsaccesskeyid,'.split(',');

export const isSecretParameter = (name: string): boolean =>
  isSecretName(name) || (name !== '' && PARAMETERS.includes(name.toLowerCase()));
