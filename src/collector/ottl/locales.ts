// Locales whose names of months and days can be read: https://github.com/elastic/lunes, at v0.2.2 (CLDR 48). Each
// language with what may follow it.
const LOCALES = `
  aa/DJ/ER/ET ab/GE af/NA/ZA agq/CM ak/GH am/ET an/ES apc/SY
  ar/001/AE/BH/DJ/DZ/EG/EH/ER/IL/IQ/JO/KM/KW/LB/LY/MA/MR/OM/PS/QA/SA/SD/SO/SS/SY/TD/TN/YE as/IN asa/TZ ast/ES
  az/Cyrl/Cyrl-AZ/Latn/Latn-AZ ba/RU bal/Arab/Arab-PK/Latn/Latn-PK bas/CM be/BY/tarask bem/ZM bew/ID bez/TZ
  bg/BG bgc/IN bho/IN blo/BJ bm/ML bn/BD/IN bo/CN/IN bqi/IR br/FR brx/IN bs/Cyrl/Cyrl-BA/Latn/Latn-BA bua/RU
  byn/ER ca/AD/ES/ES-valencia/FR/IT cad/US cch/NG ccp/BD/IN ce/RU ceb/PH cgg/UG chr/US cic/US ckb/IQ/IR co/FR
  cop/EG cs/CZ csw/CA cu/RU cv/RU cy/GB da/DK/GL dav/KE de/AT/BE/CH/DE/IT/LI/LU dje/NE doi/IN dsb/DE dua/CM
  dyo/SN dz/BT ebu/KE ee/GH/TG el/CY/GR/polyton
  en/001/150/AE/AG/AI/AS/AT/AU/BB/BE/BI/BM/BS/BW/BZ/CA/CC/CH/CK/CM/CX/CY/CZ/DE/DG/DK/DM/Dsrt/Dsrt-US/EE/ER/ES/FI/FJ/FK/FM/FR/GB/GD/GE/GG/GH/GI/GM/GS/GU/GY/HK/HU/ID/IE/IL/IM/IN/IO/IT/JE/JM/JP/KE/KI/KN/KY/LC/LR/LS/LT/LV/MG/MH/MO/MP/MS/MT/MU/MV/MW/MY/NA/NF/NG/NL/NO/NR/NU/NZ/PG/PH/PK/PL/PN/PR/PT/PW/RO/RW/SB/SC/SD/SE/SG/SH/SI/SK/SL/SS/SX/SZ/Shaw/Shaw-GB/TC/TK/TO/TT/TV/TZ/UA/UG/UM/US/US-u-va-posix/VC/VG/VI/VU/WS/ZA/ZM/ZW
  eo/001 es/419/AR/BO/BR/BZ/CL/CO/CR/CU/DO/EA/EC/ES/GQ/GT/HN/IC/MX/NI/PA/PE/PH/PR/PY/SV/US/UY/VE et/EE eu/ES
  ewo/CM fa/AF/IR
  ff/Adlm/Adlm-BF/Adlm-CM/Adlm-GH/Adlm-GM/Adlm-GN/Adlm-GW/Adlm-LR/Adlm-MR/Adlm-NE/Adlm-NG/Adlm-SL/Adlm-SN/Latn/Latn-BF/Latn-CM/Latn-GH/Latn-GM/Latn-GN/Latn-GW/Latn-LR/Latn-MR/Latn-NE/Latn-NG/Latn-SL/Latn-SN
  fi/FI fil/PH fo/DK/FO
  fr/BE/BF/BI/BJ/BL/CA/CD/CF/CG/CH/CI/CM/DJ/DZ/FR/GA/GF/GN/GP/GQ/HT/KM/LU/MA/MC/MF/MG/ML/MQ/MR/MU/NC/NE/PF/PM/RE/RW/SC/SN/SY/TD/TG/TN/VU/WF/YT
  frr/DE fur/IT fy/NL ga/GB/IE gaa/GH gd/GB gez/ER/ET gl/ES gn/PY gsw/CH/FR/LI gu/IN guz/KE gv/IM
  ha/Arab/Arab-NG/Arab-SD/GH/NE/NG haw/US he/IL hi/IN/Latn/Latn-IN hnj hr/BA/HR hsb/DE hu/HU hy/AM ia/001
  id/ID ie/EE ig/NG ii/CN is/IS it/CH/IT/SM/VA iu/CA ja/JP jgo/CM jmc/TZ jv/ID ka/GE kaa/Cyrl/Cyrl-UZ kab/DZ
  kaj/NG kam/KE kcg/NG kde/TZ kea/CV kek/GT kgp/BR khq/ML ki/KE kk/Arab/Arab-CN/Cyrl/Cyrl-KZ/KZ kkj/CM kl/GL
  kln/KE km/KH kn/IN ko/CN/KP/KR kok/Deva/Deva-IN/Latn/Latn-IN ks/Arab/Arab-IN/Deva/Deva-IN ksb/TZ ksf/CM
  ksh/DE ku/Latn/Latn-IQ/Latn-SY/Latn-TR/TR kw/GB kxv/Deva/Deva-IN/Orya/Orya-IN/Telu/Telu-IN ky/KG la/VA
  lag/TZ lb/LU lg/UG lij/IT lkt/US lld/IT lmo/IT ln/AO/CD/CF/CG lo/LA lrc/IQ/IR lt/LT ltg/LV lu/CD luo/KE
  luy/KE lv/LV mai/IN mas/KE/TZ mer/KE mfe/MU mg/MG mgh/MZ mgo/CM mi/NZ mk/MK ml/IN mn/MN/Mong-MN
  mni/Beng/Beng-IN mr/IN ms/Arab/Arab-BN/Arab-MY/BN/ID/MY/SG mt/MT mua/CM mus/US mww my/MM myv/RU mzn/IR
  naq/NA nd/ZW nds/DE/NL ne/IN/NP nl/AW/BE/BQ/CW/NL/SR/SX nmg/CM nn/NO nnh/CM no nqo/GN nr/ZA nso/ZA nus/SS
  ny/MW nyn/UG oc/ES/FR om/ET/KE or/IN os/GE/RU osa/US pa/Arab/Arab-PK/Guru/Guru-IN pap/AW/CW pcm/NG pis/SB
  pl/PL pms/IT prg/PL ps/AF/PK pt/AO/BR/CH/CV/GQ/GW/LU/MO/MZ/PT/ST/TL qu/BO/EC/PE raj/IN rif/MA rm/CH rn/BI
  ro/MD/RO rof/TZ ru/BY/KG/KZ/MD/RU/UA rw/RW rwk/TZ sa/IN sah/RU saq/KE sat sbp/TZ sc/IT scn/IT
  sd/Arab/Arab-PK/Deva/Deva-IN se/FI/NO/SE seh/MZ ses/ML sg/CF shi/Latn/Latn-MA/Tfng/Tfng-MA shn/MM/TH si/LK
  sid/ET sk/SK skr/PK sl/SI smn/FI sn/ZW so/DJ/ET/KE/SO sq/AL/MK/XK
  sr/Cyrl/Cyrl-BA/Cyrl-ME/Cyrl-RS/Cyrl-XK/Latn/Latn-BA/Latn-ME/Latn-RS/Latn-XK ss/SZ/ZA ssy/ER st/LS/ZA
  su/Latn/Latn-ID sv/AX/FI/SE sw/CD/KE/TZ/UG syr/IQ/SY szl/PL ta/IN/LK/MY/SG te/IN teo/KE/UG tg/TJ th/TH
  ti/ER/ET tig/ER tk/TM tn/BW/ZA to/TO tok/001 tpi/PG tr/CY/TR trv/TW trw/PK ts/ZA tt/RU twq/NE tyv/RU tzm/MA
  ug/CN uk/UA und ur/IN/PK uz/Arab/Arab-AF/Cyrl/Cyrl-UZ/Latn/Latn-UZ vai/Latn/Latn-LR/Vaii/Vaii-LR ve/ZA
  vec/IT vi/VN vmw/MZ vo/001 vun/TZ wae/CH wal/ET wo/SN xh/ZA xnr/IN xog/UG yav/CM yi/UA yo/BJ/NG yrl/BR/CO/VE
  yue/Hans/Hans-CN/Hant/Hant-CN/Hant-HK/Hant-MO za/CN zgh/MA
  zh/Hans/Hans-CN/Hans-HK/Hans-MO/Hans-MY/Hans-SG/Hant/Hant-HK/Hant-MO/Hant-MY/Hant-TW zu/ZA
`;

const NAMES: ReadonlySet<string> = new Set(
  LOCALES.trim()
    .split(/\s+/)
    .flatMap((word) => {
      const [language = '', ...rest] = word.split('/');
      return [language, ...rest.map((each) => `${language}-${each}`)];
    }),
);

/** Whether a time can be read in it: names are as they are here, with their capital letters. */
export const isLocale = (name: string): boolean => NAMES.has(name);
