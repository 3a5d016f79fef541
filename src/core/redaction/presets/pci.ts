import { BIRTH, CONTACTS, PERSON_NAMES } from '../personal-keys.ts';
import type { PresetFacts, RedactionPreset } from '../preset.ts';

export const preset: RedactionPreset = {
  id: 'pci',
  rules: { 'payment-card': 'partial', 'track-data': 'remove', 'private-ip': 'keep' },
  keys: {
    // Sensitive authentication data, by the names of the schemes and of EMV.
    remove: [
      'cvv',
      'cvv2',
      'cvc',
      'cvc2',
      '*card_cvv',
      '*card_cvc',
      'security_code',
      'card_security_code',
      'cvv_code',
      'cvc_code',
      'cav',
      'cav2',
      'csc',
      'card_cid',
      'card_verification*',
      'pin',
      '*pin_block',
      'encrypted_pin',
      'card_pin',
      'user_pin',
      'track_data',
      'track1*',
      'track2*',
      'track3*',
      'full_track*',
      'chip_data',
      'icc_data',
      'emv_data',
      'magstripe*',
      'magnetic_stripe*',
    ],
    partial: ['pan', 'card_number', '*card_number', 'primary_account_number'],
    deny: [
      ...PERSON_NAMES,
      ...CONTACTS,
      ...BIRTH,
      'expiration_date',
      'card_expiry',
      'expiry',
      'expiry_date',
      'expiry_month',
      'expiry_year',
      'expiration_month',
      'expiration_year',
      'exp_date',
      'exp_month',
      'exp_year',
      'card.exp',
      'service_code',
    ],
  },
};

export const facts: PresetFacts = {
  summary: 'of a card number the last four digits stay, and what proves that one has the card is removed',
  adds: 'card numbers keep their last four digits; verification codes, PINs, PIN blocks, tracks and chip data go with their keys, tracks in text too; dates of expiry are masked',
  sources: [
    'https://docs-prv.pcisecuritystandards.org/PCI%20DSS/Standard/PCI-DSS-v4_0_1.pdf (requirements 3.3.1: no sensitive authentication data after authorization; 3.4.1: at most BIN and last four digits; 3.5.1: unreadable where it is stored)',
  ],
};
