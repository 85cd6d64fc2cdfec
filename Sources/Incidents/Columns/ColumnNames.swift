/// The names by which columns that are neither time nor place are recognised, letters and digits only, best first.
enum ColumnNames {
    /// The names for a role, or none where the role is recognised by its words.
    static func names(for role: ColumnRole) -> [String] {
        switch role {
        case .identifier:
            [
                "crimenumber", "crimeno", "crimenum", "crimereference", "crimereferencenumber", "crimereferenceno",
                "crimeref",
                "crimerefno", "crn", "crimeid", "incidentnumber", "incidentno", "incidentid", "incidentreference",
                "incidentref", "occurrencenumber", "occurrenceno", "occurrenceid", "offenceid", "lognumber",
                "casenumber",
                "caseno", "caseid", "eventid", "urn", "referencenumber", "reference", "ref", "refno", "recordid", "uid",
                "uniqueid", "id", "objectid", "fid",
            ]
        case .category:
            [
                "offence", "offense", "offencetype", "offensetype", "crimetype", "offencedescription",
                "offensedescription",
                "offencename", "category", "offencecategory", "crimecategory", "offencesubgroup", "crimesubgroup",
                "offencegroup", "crimegroup", "hooffence", "hooffencedescription", "homeofficeoffence", "incidenttype",
                "incidentcategory", "primarytype", "eventtype", "classification", "crimedescription", "crime", "type",
            ]
        case .age:
            [
                "age", "victimage", "ageofvictim", "victimageatoffence", "aggrievedage", "ageatoffence",
                "ageatincident",
                "ageyears", "ageinyears", "personage", "suspectage", "offenderage", "ageofsuspect",
            ]
        case .weapon:
            ["weapon", "weaponused", "weapontype", "weapondescription", "weapons", "weaponcategory", "mainweapon"]
        default: []
        }
    }
}
