"""French: the capitals of states, by the ISO 3166-1 alpha-2 code of the state."""

_ROWS = """
AF Kaboul|AL Tirana|DZ Alger|DE Berlin|AO Luanda|SA Riyad|AR Buenos Aires|AM Erevan|AU Canberra|AT Vienne|AZ Bakou
BH Manama|BD Dacca|BE Bruxelles|BJ Porto-Novo|BY Minsk|BO La Paz|BA Sarajevo|BW Gaborone|BR Brasilia|BG Sofia
BF Ouagadougou|BI Bujumbura|KH Phnom Penh|CM Yaoundé|CA Ottawa|CF Bangui|TD N'Djamena|CL Santiago|CN Pékin|CN Beijing
CY Nicosie|CO Bogota|CG Brazzaville|CD Kinshasa|KP Pyongyang|KR Séoul|CR San José|CI Abidjan|CI Yamoussoukro|HR Zagreb
CU La Havane|DK Copenhague|DJ Djibouti|EG Le Caire|AE Abou Dabi|AE Abu Dhabi|EC Quito|ER Asmara|ES Madrid|EE Tallinn
US Washington|ET Addis-Abeba|FI Helsinki|FR Paris|GA Libreville|GE Tbilissi|GH Accra|GR Athènes|GT Guatemala|GN Conakry
HT Port-au-Prince|HN Tegucigalpa|HU Budapest|IN New Delhi|ID Jakarta|IR Téhéran|IQ Bagdad|IE Dublin|IS Reykjavik|IL Jérusalem
IT Rome|JM Kingston|JP Tokyo|JO Amman|KZ Astana|KE Nairobi|KG Bichkek|KW Koweït|LA Vientiane|LV Riga|LB Beyrouth|LR Monrovia
LY Tripoli|LT Vilnius|LU Luxembourg|MK Skopje|MG Antananarivo|MY Kuala Lumpur|MW Lilongwe|ML Bamako|MT La Valette|MA Rabat
MR Nouakchott|MX Mexico|MD Chisinau|MN Oulan-Bator|ME Podgorica|MZ Maputo|MM Naypyidaw|NA Windhoek|NP Katmandou|NI Managua
NE Niamey|NG Abuja|NO Oslo|NZ Wellington|OM Mascate|UG Kampala|UZ Tachkent|PK Islamabad|PA Panama|PY Asuncion|NL La Haye
NL Amsterdam|PE Lima|PH Manille|PL Varsovie|PT Lisbonne|QA Doha|RO Bucarest|GB Londres|RU Moscou|RW Kigali|SN Dakar|RS Belgrade
SL Freetown|SK Bratislava|SI Ljubljana|SO Mogadiscio|SD Khartoum|SS Djouba|LK Colombo|SE Stockholm|CH Berne|SY Damas|TJ Douchanbé
TW Taipei|TZ Dodoma|CZ Prague|TH Bangkok|TG Lomé|TN Tunis|TM Achgabat|TR Ankara|UA Kiev|UA Kyiv|UY Montevideo|VE Caracas
VN Hanoï|YE Sanaa|ZM Lusaka|ZW Harare|VA Vatican
"""
CAPITALS = {
    name: code
    for code, _, name in (row.strip().partition(" ") for line in _ROWS.split("\n") for row in line.split("|"))
    if name
}
