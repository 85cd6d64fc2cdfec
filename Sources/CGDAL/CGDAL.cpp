#include "CGDAL.h"

#include <CLOADER.h>

#include <iterator>

/// The functions that Homeward calls, with the number of their arguments.
#define HOMEWARD_GDAL(X) \
    X(0, CPLErrorReset) \
    X(0, CPLGetErrorHandlerUserData) \
    X(0, CPLGetLastErrorMsg) \
    X(0, CPLGetLastErrorType) \
    X(2, CPLGetThreadLocalConfigOption) \
    X(2, CPLHTTPSetFetchCallback) \
    X(0, CPLPopErrorHandler) \
    X(1, CPLPushErrorHandler) \
    X(2, CPLPushErrorHandlerEx) \
    X(3, CPLQuietErrorHandler) \
    X(2, CPLSetConfigOption) \
    X(2, CPLSetThreadLocalConfigOption) \
    X(1, CPLStrdup) \
    X(2, CSLAddString) \
    X(1, CSLDestroy) \
    X(0, GDALAllRegister) \
    X(1, GDALClose) \
    X(5, GDALContourGenerateEx) \
    X(7, GDALCreate) \
    X(1, GDALDatasetCommitTransaction) \
    X(5, GDALDatasetCreateLayer) \
    X(4, GDALDatasetExecuteSQL) \
    X(2, GDALDatasetGetLayer) \
    X(1, GDALDatasetGetLayerCount) \
    X(5, GDALDatasetGetNextFeature) \
    X(2, GDALDatasetReleaseResultSet) \
    X(1, GDALDatasetResetReading) \
    X(2, GDALDatasetStartTransaction) \
    X(2, GDALDatasetTestCapability) \
    X(1, GDALDeregisterDriver) \
    X(1, GDALGetDriver) \
    X(1, GDALGetDriverByName) \
    X(0, GDALGetDriverCount) \
    X(1, GDALGetDriverShortName) \
    X(2, GDALGetMetadata) \
    X(3, GDALGetMetadataItem) \
    X(2, GDALGetRasterBand) \
    X(5, GDALOpenEx) \
    X(12, GDALRasterIO) \
    X(2, GDALSetDescription) \
    X(2, GDALSetGeoTransform) \
    X(3, GDALSetMetadata) \
    X(2, GDALSetRasterNoDataValue) \
    X(2, GDALSetRasterUnitType) \
    X(2, GDALSetSpatialRef) \
    X(1, GDALVersionInfo) \
    X(1, OGR_FD_GetFieldCount) \
    X(2, OGR_FD_GetFieldDefn) \
    X(1, OGR_F_Create) \
    X(1, OGR_F_Destroy) \
    X(1, OGR_F_GetFID) \
    X(9, OGR_F_GetFieldAsDateTimeEx) \
    X(2, OGR_F_GetFieldAsDouble) \
    X(2, OGR_F_GetFieldAsInteger) \
    X(2, OGR_F_GetFieldAsInteger64) \
    X(2, OGR_F_GetFieldAsString) \
    X(1, OGR_F_GetGeometryRef) \
    X(2, OGR_F_IsFieldSetAndNotNull) \
    X(9, OGR_F_SetFieldDateTimeEx) \
    X(3, OGR_F_SetFieldDouble) \
    X(3, OGR_F_SetFieldInteger) \
    X(3, OGR_F_SetFieldInteger64) \
    X(2, OGR_F_SetFieldNull) \
    X(3, OGR_F_SetFieldString) \
    X(2, OGR_F_SetGeometryDirectly) \
    X(2, OGR_Fld_Create) \
    X(1, OGR_Fld_Destroy) \
    X(1, OGR_Fld_GetNameRef) \
    X(1, OGR_Fld_GetSubType) \
    X(1, OGR_Fld_GetType) \
    X(2, OGR_Fld_SetSubType) \
    X(2, OGR_Fld_SetWidth) \
    X(4, OGR_G_CreateFromWkbEx) \
    X(1, OGR_G_DestroyGeometry) \
    X(3, OGR_G_ExportToIsoWkb) \
    X(1, OGR_G_FlattenTo2D) \
    X(3, OGR_G_GetLinearGeometry) \
    X(2, OGR_G_HasCurveGeometry) \
    X(1, OGR_G_IsEmpty) \
    X(1, OGR_G_WkbSizeEx) \
    X(2, OGR_L_CreateFeature) \
    X(3, OGR_L_CreateField) \
    X(3, OGR_L_FindFieldIndex) \
    X(2, OGR_L_GetFeatureCount) \
    X(1, OGR_L_GetGeometryColumn) \
    X(1, OGR_L_GetLayerDefn) \
    X(1, OGR_L_GetName) \
    X(1, OGR_L_GetNextFeature) \
    X(1, OGR_L_GetSpatialRef) \
    X(1, OGR_L_ResetReading) \
    X(1, OSRAutoIdentifyEPSG) \
    X(1, OSRClone) \
    X(1, OSRDestroySpatialReference) \
    X(3, OSRExportToWktEx) \
    X(4, OSRFindMatches) \
    X(1, OSRFreeSRSArray) \
    X(2, OSRGetAuthorityCode) \
    X(2, OSRGetAuthorityName) \
    X(1, OSRNewSpatialReference) \
    X(2, OSRSetAxisMappingStrategy) \
    X(2, OSRSetFromUserInput) \
    X(1, OSRSetPROJEnableNetwork) \
    X(2, VSICalloc) \
    X(1, VSIFCloseL) \
    X(2, VSIFOpenL) \
    X(3, VSIFSeekL) \
    X(1, VSIFTellL) \
    X(4, VSIFWriteL) \
    X(1, VSIFree) \
    X(3, VSIGetMemFileBuffer) \
    X(2, VSIMkdir) \
    X(1, VSIReadDir) \
    X(1, VSIRmdirRecursive)

namespace {

const char *const names[] = {HOMEWARD_GDAL(HOMEWARD_NAME)};
enum { HOMEWARD_GDAL(HOMEWARD_PLACE) };
void *functions[std::size(names)];

const char *fault() {
    static const char *const fault = homeward::load("gdal", homewardGDALInterface, names, functions, std::size(names));
    return fault;
}

void *function(int place) {
    fault();
    return functions[place];
}

} // namespace

extern "C" {

const char *homewardGDALFault(void) { return fault(); }

HOMEWARD_GDAL(HOMEWARD_TRAMPOLINE)

}
