#!/usr/bin/env python3
"""Adds the sentences of the table below to nmea.ksy. Sentences in the schema are kept.

    python3 formats/schemas/nmea.py

Only facts are taken from NMEA 0183, the manuals of receivers, gpsd's "NMEA Revealed" and pynmeagps: the order of fields, their
meaning and units.

A line is `SENTENCE: description: fields`. A field is `name`, with `:i` an integer, with `:f` a number, with `:@` a latitude or
longitude with its hemisphere, followed by `/unit`. Fields in `{name … }` are repeated to the end of the sentence, in
`{name*COUNT … }` COUNT times, or as often as an earlier field gives.
"""

import re
import sys
from pathlib import Path

from flow import filled

SCHEMA = Path(__file__).parent / "nmea.ksy"

SENTENCES = """
AAM: Waypoint arrival alarm: arrival_circle arrival_perpendicular radius:f radius_unit waypoint
ABK: AIS addressed and binary broadcast acknowledgment: mmsi channel message_id sequence_id acknowledgment
ACA: AIS channel assignment: sequence lat_ne:@ lon_ne:@ lat_sw:@ lon_sw:@ transition_zone channel_a channel_a_bandwidth channel_b channel_b_bandwidth tx_rx_mode power_level information_source in_use time
ACK: Alarm acknowledgment: alarm_id
ACN: Alert command: time manufacturer alert_id alert_instance command status
ACS: AIS channel management source: sequence mmsi time day:i month:i year:i
AKD: Acknowledgment detail: time system subsystem instance alarm_type ack_system ack_subsystem ack_instance
ALA: Detailed alarm condition: time system subsystem instance alarm_type alarm_condition acknowledgment text
ALC: Cyclic alert list: num_msg:i msg_num:i sequence_id num_alerts:i {alerts manufacturer alert_id alert_instance revision}
ALF: Alert sentence: num_msg:i msg_num:i sequence_id time category priority alert_state manufacturer alert_id alert_instance revision escalation text
ALM: GPS almanac: num_msg:i msg_num:i prn:i week:i health eccentricity reference_time inclination rate_of_right_ascension root_semi_major_axis argument_of_perigee ascension_node mean_anomaly f0 f1
ALR: Alarm state: time alarm_id alarm_condition acknowledgment text
APA: Autopilot sentence A: general_warning cycle_warning cross_track_error:f steer_direction unit arrival_circle arrival_perpendicular bearing_origin:f bearing_origin_unit waypoint
ARC: Alert command refused: time manufacturer alert_id alert_instance command
BBM: AIS broadcast binary message: num_msg:i msg_num:i sequence_id channel message_id payload fill_bits:i
BEC: Bearing and distance to waypoint, dead reckoning: time lat:@ lon:@ bearing_true:f bearing_true_unit bearing_magnetic:f bearing_magnetic_unit distance:f distance_unit waypoint
BOD: Bearing from origin to destination: bearing_true:f bearing_true_unit bearing_magnetic:f bearing_magnetic_unit destination origin
BWR: Bearing and distance to waypoint, rhumb line: time lat:@ lon:@ bearing_true:f bearing_true_unit bearing_magnetic:f bearing_magnetic_unit distance:f distance_unit waypoint mode
BWW: Bearing from waypoint to waypoint: bearing_true:f bearing_true_unit bearing_magnetic:f bearing_magnetic_unit destination origin
CUR: Water current layer: validity data_set:i layer:i depth:f direction:f direction_reference speed:f reference_depth:f heading:f heading_reference speed_reference
DBK: Depth below keel: feet:f feet_unit meters:f meters_unit fathoms:f fathoms_unit
DBS: Depth below surface: feet:f feet_unit meters:f meters_unit fathoms:f fathoms_unit
DCN: Decca position: chain red_zone red_line:f red_status green_zone green_line:f green_status purple_zone purple_line:f purple_status red_use green_use purple_use uncertainty:f uncertainty_unit fix_basis
DDC: Display dimming control: preset brightness:i palette status
DOR: Door status: message_type time system division_1 division_2 door status setting text
DSC: Digital selective calling: call_format address category distress_nature communication_type channel time_or_number mmsi second_nature acknowledgment expansion
DSE: Expanded digital selective calling: num_msg:i msg_num:i query mmsi {items code code_data}
EPV: Equipment property value: status equipment_type equipment_id property_id property_value
ETL: Engine telegraph operation: time message_type position sub_position location engine
EVE: General event: time tag text
FIR: Fire detection: message_type time system division_1 division_2 detector condition acknowledgment text
FSI: Frequency set: transmit_frequency receive_frequency communication_mode power_level status
GFA: GNSS fix accuracy and integrity: time horizontal_protection:f/m vertical_protection:f/m std_major:f/m std_minor:f/m orient:f/° std_alt:f/m accuracy:f/m integrity
GLC: Geographic position, Loran-C: gri master_toa:f/µs master_status difference_1:f/µs difference_1_status difference_2:f/µs difference_2_status difference_3:f/µs difference_3_status difference_4:f/µs difference_4_status difference_5:f/µs difference_5_status
GMP: GNSS map projection fix data: time projection zone northing:f/m easting:f/m pos_mode num_sv:i hdop:f alt:f sep:f diff_age:f/s diff_station
GTD: Geographic location in time differences: {differences*5 difference:f}
GXA: Transit position: time lat:@ lon:@ waypoint satellite
HBT: Heartbeat supervision: interval:f/s status sequence_id
HCR: Heading correction report: heading:f/° mode correction_state correction:f/°
HDM: Magnetic heading: heading:f/° reference
HFB: Trawl headrope to footrope and bottom: footrope:f footrope_unit bottom:f bottom_unit
HMR: Heading monitor receive: sensor_1 sensor_2 set_difference:f/° difference:f/° warning heading_1:f/° status_1 reference_1 deviation_1:f/° deviation_1_ew heading_2:f/° status_2 reference_2 deviation_2:f/° deviation_2_ew variation:f/° variation_ew
HMS: Heading monitor set: sensor_1 sensor_2 set_difference:f/°
HRM: Heel angle, roll period and roll amplitude: heel:f/° roll_period:f/s roll_amplitude_port:f/° roll_amplitude_starboard:f/° status roll_peak_port:f/° roll_peak_starboard:f/° time day:i month:i
HSC: Heading steering command: heading_true:f/° heading_true_unit heading_magnetic:f/° heading_magnetic_unit status
HSS: Hull stress: measurement_point measured:f status
HTC: Heading and track control command: override rudder_angle:f/° rudder_direction steering_mode turn_mode rudder_limit:f/° off_heading_limit:f/° turn_radius:f turn_rate:f heading_to_steer:f/° off_track_limit:f track:f/° reference status
HTD: Heading and track control data: override rudder_angle:f/° rudder_direction steering_mode turn_mode rudder_limit:f/° off_heading_limit:f/° turn_radius:f turn_rate:f heading_to_steer:f/° off_track_limit:f track:f/° reference rudder_status off_heading_status off_track_status heading:f/°
ITS: Trawl door spread 2: spread:f spread_unit
LCD: Loran-C signal data: gri master_snr master_ecd snr_1 ecd_1 snr_2 ecd_2 snr_3 ecd_3 snr_4 ecd_4 snr_5 ecd_5
LLQ: Leica local position and quality: time date easting:f easting_unit northing:f northing_unit quality:i num_sv:i position_quality:f alt:f alt_unit
LR1: AIS long-range reply 1: sequence mmsi mmsi_requester ship_name call_sign imo_number
LR2: AIS long-range reply 2: sequence mmsi date time lat:@ lon:@ cog:f/° cog_unit sogn:f/kn sogn_unit
LR3: AIS long-range reply 3: sequence mmsi destination eta_date eta_time draught:f ship_cargo length:f breadth:f ship_type persons:i
LRF: AIS long-range function: sequence mmsi_requester requester_name function reply_status
LRI: AIS long-range interrogation: sequence control_flag mmsi_requester mmsi lat_ne:@ lon_ne:@ lat_sw:@ lon_sw:@
MDA: Meteorological composite: pressure_inches:f pressure_inches_unit pressure_bars:f pressure_bars_unit air_temperature:f air_temperature_unit water_temperature:f water_temperature_unit relative_humidity:f absolute_humidity:f dew_point:f dew_point_unit true:f true_unit magnetic:f magnetic_unit knots:f knots_unit meters:f meters_unit
MOB: Man over board: emitter_id mob_status time position_source day:i position_time lat:@ lon:@ cog:f/° spd:f/kn mmsi battery_status
MSK: Beacon receiver interface: frequency:f/kHz frequency_mode bit_rate:i bit_rate_mode status_interval:f/s channel status
MSS: Beacon receiver status: signal_strength:f/dB snr:f/dB frequency:f/kHz bit_rate:i channel
MTA: Air temperature: temperature:f unit
NAK: Negative acknowledgment: talker_id sentence_formatter unique_id reason text
NRM: NAVTEX receiver mask: function frequency_table coverage_mask message_mask status
NRX: NAVTEX received message: num_msg:i msg_num:i sequence_id message_code frequency_table time day:i month:i year:i num_characters:i num_bad_characters:i status body
NSR: Navigation status report: heading_integrity heading_plausibility position_integrity position_plausibility water_speed_integrity water_speed_plausibility ground_speed_integrity ground_speed_plausibility depth_integrity depth_plausibility water_speed_mode time_integrity time_plausibility
OSD: Own ship data: heading:f/° status course:f/° course_reference speed:f speed_reference set:f/° drift:f speed_unit
POS: Device position and ship dimensions: equipment_type equipment_number validity x:f/m y:f/m z:f/m dimensions_validity width:f/m length:f/m status
PRC: Propulsion remote control: lever:f lever_status rpm:f rpm_mode pitch:f pitch_mode location engine
RMA: Recommended minimum Loran-C data: status lat:@ lon:@ difference_a:f/µs difference_b:f/µs spd:f/kn cog:f/° mv:f/° mv_ew
ROR: Rudder order: starboard:f/° starboard_status port:f/° port_status location
RPM: Revolutions: source engine rpm:f pitch:f/% status
RRT: Route transfer report: transfer_type route_name route_version waypoint file_status application_status
RSD: Radar system data: range_1:f bearing_1:f/° vrm_1:f ebl_1:f/° range_2:f bearing_2:f/° vrm_2:f ebl_2:f/° cursor_range:f cursor_bearing:f/° range_scale:f range_unit display_rotation
RTE: Route: num_msg:i msg_num:i mode route {waypoints waypoint}
SFI: Scanning frequency information: num_msg:i msg_num:i {frequencies frequency:f mode}
SM1: SafetyNET message, all ships: status message_id les_sequence les_id ocean_region priority service presentation year:i month:i day:i hour:i minute:i address
SMB: SafetyNET message body: num_msg:i msg_num:i sequence_id message_id body
SPW: Security password: sentence_formatter unique_id password_level password
SSD: AIS ship static data: call_sign ship_name reference_a:i/m reference_b:i/m reference_c:i/m reference_d:i/m dte source
STN: Multiple data ID: talker_id
TDS: Trawl door spread: spread:f spread_unit
TFI: Trawl filling indicator: sensor_1 sensor_2 sensor_3
TLB: Target label: {targets target label}
TLL: Target latitude and longitude: target lat:@ lon:@ target_name time target_status reference_target
TPC: Trawl position, Cartesian coordinates: center_line:f center_line_unit transducer:f transducer_unit depth:f depth_unit
TPR: Trawl position relative to the vessel: range:f range_unit bearing:f bearing_unit depth:f depth_unit
TPT: Trawl position true: range:f range_unit bearing:f bearing_unit depth:f depth_unit
TRC: Thruster control: thruster rpm:f rpm_mode pitch:f pitch_mode azimuth:f/° location status
TRD: Thruster response: thruster rpm:f rpm_mode pitch:f pitch_mode azimuth:f/°
TRF: Transit fix data: time date lat:@ lon:@ elevation:f/° iterations:i doppler_intervals:i distance:f satellite
TTD: Tracked target data: num_msg:i msg_num:i sequence_id payload fill_bits:i
TTM: Tracked target message: target distance:f bearing:f bearing_unit speed:f course:f course_unit closest_distance:f closest_time:f/min speed_unit target_name target_status reference_target time acquisition
TUT: Multilingual text: source total_sentences sentence_index sequence_id translation_code text
UID: User identification: user_id_1 user_id_2
VBW: Dual ground and water speed: water_longitudinal:f/kn water_transverse:f/kn water_status ground_longitudinal:f/kn ground_transverse:f/kn ground_status stern_water_transverse:f/kn stern_water_status stern_ground_transverse:f/kn stern_ground_status
VER: Version: num_msg:i msg_num:i device_type vendor_id unique_id serial_number model software hardware sequence_id
VPW: Speed parallel to wind: knots:f knots_unit meters:f meters_unit
VSD: AIS voyage static data: ship_type draught:f persons:i destination eta_time eta_day:i eta_month:i navigational_status regional_flags
VTA: Actual track: track:f/° track_unit track_magnetic:f/° track_magnetic_unit knots:f knots_unit distance:f distance_unit
VWR: Relative wind speed and angle: angle:f/° angle_direction knots:f knots_unit meters:f meters_unit kmh:f kmh_unit
VWT: True wind speed and angle: angle:f/° angle_direction knots:f knots_unit meters:f meters_unit kmh:f kmh_unit
WAT: Water level detection: message_type time system location_1 location_2 detector condition override text
WCV: Waypoint closure velocity: velocity:f velocity_unit waypoint mode
WDC: Distance to waypoint, great circle: distance:f distance_unit waypoint
WDR: Distance to waypoint, rhumb line: distance:f distance_unit waypoint
WNC: Distance from waypoint to waypoint: distance:f distance_unit distance_km:f distance_km_unit destination origin
WPL: Waypoint location: lat:@ lon:@ waypoint
XTR: Cross-track error, dead reckoning: cross_track_error:f steer_direction unit
ZDL: Time and distance to variable point: time distance:f point_type
ZFO: Time from origin waypoint: time elapsed_time origin
ZTG: Time to destination waypoint: time time_to_go destination
PUBX00: u-blox position: msg_id time lat:@ lon:@ alt_ref:f/m nav_state h_acc:f/m v_acc:f/m sog:f/km·h⁻¹ cog:f/° v_vel:f/m·s⁻¹ diff_age:f/s hdop:f vdop:f tdop:f num_svs:i num_glonass_svs:i dr_used
PUBX01: u-blox UTM position: msg_id time easting:f easting_unit northing:f northing_unit alt_ref:f/m nav_state h_acc:f/m v_acc:f/m sog:f/km·h⁻¹ cog:f/° v_vel:f/m·s⁻¹ diff_age:f/s hdop:f vdop:f tdop:f num_svs:i num_glonass_svs:i dr_used
PUBX03: u-blox satellite status: msg_id num_sv:i {channels svid:i use az:i/° elv:i/° cno:i/dBHz lock_time:i/s}
PUBX04: u-blox time of day and clock: msg_id time date utc_tow utc_week leap_sec clk_bias:f/ns clk_drift:f/ns·s⁻¹ tp_gran:i/ns
PUBX05: u-blox sensor status: msg_id pulses:i period:i gyro_mean:i gyro_temperature:f travel_direction pulse_scale_status:i gyro_scale_status:i gyro_bias_status:i pulse_scale:f gyro_bias:f gyro_scale:f pulse_scale_acc:i gyro_bias_acc:i gyro_scale_acc:i meas_used
PUBX40: u-blox message rates: msg_id sentence_formatter rate_ddc:i rate_uart1:i rate_uart2:i rate_usb:i rate_spi:i reserved
PUBX41: u-blox port configuration: msg_id port_id in_proto out_proto baudrate:i autobauding
PGRMB: Garmin beacon receiver: frequency:f/kHz bit_rate:i snr:f data_quality:f distance:f distance_unit receiver_status fix_source dgps_mode
PGRME: Garmin estimated position error: hpe:f hpe_unit vpe:f vpe_unit epe:f epe_unit
PGRMF: Garmin fix data: week:i tow:i/s date time leap_seconds:i/s lat:@ lon:@ fix_mode fix_type spd:f/km·h⁻¹ cog:f/° pdop:f tdop:f
PGRMH: Garmin aviation height and vertical navigation: status vertical_speed:f/ft·min⁻¹ vnav_error:f/ft vertical_speed_target:f/ft·min⁻¹ vertical_speed_waypoint:f/ft·min⁻¹ height:f/ft track:f/° course:f/°
PGRMM: Garmin map datum: datum
PGRMT: Garmin sensor status: version rom_test receiver_test stored_data_test clock_test oscillator_test data_collection_test temperature:f/°C configuration_test
PGRMV: Garmin velocity: velocity_east:f/m·s⁻¹ velocity_north:f/m·s⁻¹ velocity_up:f/m·s⁻¹
PGRMZ: Garmin altitude: alt:f alt_unit fix_type
PMGNST: Magellan status: version nav_mode:i fix_flag field_4 battery_time:f/h field_6 prn:i
PMGNWPL: Magellan waypoint: lat:@ lon:@ alt:f alt_unit waypoint text icon waypoint_type
PKWDWPL: Kenwood waypoint: time status lat:@ lon:@ spd:f/kn cog:f/° date alt:f waypoint symbol
PORZD: Omnirange accuracy: status accuracy:f/m
PRWIZCH: Rockwell channel status: {channels svid:i signal_quality:i}
PTNTHTM: True North compass: heading:f heading_status pitch:f pitch_status roll:f roll_status dip:f horizontal_field:f
PTNTA: iSync clock: time oscillator_quality:i format_indicator interval:f/ns fine_phase:f/ns isync_status:i gps_status:i transfer_quality:i
POHPR: OceanServer compass: azimuth:f/° pitch:f/° roll:f/° temperature:f/°C depth:f magnetic_length:f magnetic_x:f magnetic_y:f magnetic_z:f acceleration_length:f acceleration_x:f acceleration_y:f acceleration_z:f reserved gyro_x:f gyro_y:f reserved_2 reserved_3
PSRFEPE: SiRF estimated position errors: time status hdop:f ehpe:f/m evpe:f/m ehve:f/m·s⁻¹ ehe:f/°
PFSTFOM: Fastrax figure of merit: msg_id figure_of_merit:i
PFECGPatt: Furuno attitude: msg_id yaw:f/° pitch:f/° roll:f/°
PFECGPhve: Furuno heave: msg_id heave:f/m status
PMTK001: MTK acknowledgment: command flag:i
PMTK010: MTK system message: system_message
PMTK011: MTK text message: text
PMTK705: MTK release: release build_id product_model sdk_version
PMTKCHN: MTK channel status: {channels channel_state}
PASHR: Attitude: time heading:f/° reference roll:f/° pitch:f/° heave:f/m roll_acc:f/° pitch_acc:f/° heading_acc:f/° quality:i imu_status:i
PASHRPOS: Ashtech position: msg_id solution_type:i num_sv:i time lat:@ lon:@ alt:f/m diff_age:f/s cog:f/° spd:f vertical_velocity:f/m·s⁻¹ pdop:f hdop:f vdop:f tdop:f base_id
PASHRSAT: Ashtech satellite status: msg_id num_sv:i {channels svid:i az:i/° elv:i/° snr:f use}
PASHRATT: Ashtech attitude: msg_id week_time:f/s heading:f/° pitch:f/° roll:f/° carrier_rms:f/m baseline_rms:f/m ambiguity:i
PASHRHPR: Ashtech heading, pitch and roll: msg_id time heading:f/° pitch:f/° roll:f/° carrier_rms:f/m baseline_rms:f/m ambiguity:i attitude_status:i antenna_baseline pdop:f
PASHRCPO: Ashtech antenna position: msg_id lat:@ lon:@ alt:f/m
PASHRRID: Ashtech receiver ID: msg_id receiver_type firmware {options option}
PASHRLTN: Ashtech latency: msg_id latency:f/ms
PASHRTEM: Ashtech temperature: msg_id temperature:f
PASHRVEL: Ashtech velocity: msg_id velocity_east:f/m·s⁻¹ velocity_north:f/m·s⁻¹ velocity_up:f/m·s⁻¹ std_velocity_east:f/mm·s⁻¹ std_velocity_north:f/mm·s⁻¹ std_velocity_up:f/mm·s⁻¹ smoothing_interval:i/s
PSTI030: SkyTraq recommended minimum 3D data: msg_id time status lat:@ lon:@ alt:f/m velocity_east:f/m·s⁻¹ velocity_north:f/m·s⁻¹ velocity_up:f/m·s⁻¹ date pos_mode rtk_age:f/s rtk_ratio:f
PSTI032: SkyTraq RTK baseline: msg_id time date status pos_mode baseline_east:f/m baseline_north:f/m baseline_up:f/m baseline_length:f/m baseline_course:f/°
PTNLAVR: Trimble attitude: msg_id time yaw:f/° yaw_label tilt:f/° tilt_label roll:f/° roll_label range:f/m quality:i pdop:f num_sv:i
PTNLGGK: Trimble position: msg_id time date lat:@ lon:@ quality:i num_sv:i dop:f height_text height_unit
PTNLPJK: Trimble projected position: msg_id time date northing:f northing_unit easting:f easting_unit quality:i num_sv:i dop:f height_text height_unit
PTNLVGK: Trimble vector: msg_id time date vector_east:f/m vector_north:f/m vector_up:f/m quality:i num_sv:i dop:f vector_unit
PTNLVHD: Trimble heading: msg_id time date azimuth:f/° azimuth_rate:f elevation:f/° elevation_rate:f range:f/m range_rate:f quality:i num_sv:i pdop:f
PKLDS: Kenwood fleet position: time status lat:@ lon:@ spd:f/kn cog:f/° date mv:f/° mv_ew fleet_id sender_id sender_status reserved
PKLSH: Kenwood fleet position, short: lat:@ lon:@ time status fleet_id sender_id
PKNDS: Kenwood NEXEDGE position: time status lat:@ lon:@ spd:f/kn cog:f/° date mv:f/° mv_ew sender_id sender_status reserved
PKNSH: Kenwood NEXEDGE position, short: lat:@ lon:@ time status sender_id
PAIR001: Airoha acknowledgment: command result:i
PQTMANTENNASTATUS: Quectel antenna status: msg_version:i antenna_status:i antenna_power:i
PQTMDOP: Quectel dilution of precision: msg_version:i tow:i/ms gdop:f pdop:f tdop:f vdop:f hdop:f ndop:f edop:f
PQTMDRCAL: Quectel dead reckoning calibration: msg_version:i calibration_state:i navigation_type:i
PQTMDRPVA: Quectel dead reckoning solution: msg_version:i timestamp:i/ms time solution_type:i latitude:f/° longitude:f/° alt:f/m sep:f/m velocity_north:f/m·s⁻¹ velocity_east:f/m·s⁻¹ velocity_down:f/m·s⁻¹ speed:f/m·s⁻¹ roll:f/° pitch:f/° heading:f/°
PQTMEPE: Quectel estimated position errors: msg_version:i epe_north:f/m epe_east:f/m epe_down:f/m epe_2d:f/m epe_3d:f/m
PQTMIMU: Quectel inertial measurements: timestamp:i/ms acceleration_x:f acceleration_y:f acceleration_z:f angular_rate_x:f angular_rate_y:f angular_rate_z:f wheel_ticks:i last_tick_timestamp:i/ms
PQTMINS: Quectel inertial navigation solution: timestamp:i/ms solution_type:i latitude:f/° longitude:f/° alt:f/m velocity_north:f/m·s⁻¹ velocity_east:f/m·s⁻¹ velocity_down:f/m·s⁻¹ roll:f/° pitch:f/° yaw:f/°
PQTMJAMMINGSTATUS: Quectel jamming status: msg_version:i jamming_status:i
PQTMODO: Quectel odometer: msg_version:i time odometer_state:i distance:f
PQTMPVT: Quectel position, velocity and time: msg_version:i tow:i/ms date time reserved fix_type num_sv:i leap_seconds:i/s latitude:f/° longitude:f/° alt:f/m sep:f/m velocity_north:f/m·s⁻¹ velocity_east:f/m·s⁻¹ velocity_down:f/m·s⁻¹ speed:f/m·s⁻¹ heading:f/° hdop:f pdop:f
PQTMSVINSTATUS: Quectel survey-in status: msg_version:i tow:i/ms validity reserved reserved_2 observations:i duration:i/s mean_x:f/m mean_y:f/m mean_z:f/m mean_accuracy:f/m
PQTMTAR: Quectel time and attitude: msg_version:i time quality:i reserved length:f/m pitch:f/° roll:f/° heading:f/° pitch_acc:f/° roll_acc:f/° heading_acc:f/° num_sv:i
PQTMVEHATT: Quectel vehicle attitude: msg_version:i timestamp:i/ms roll:f/° pitch:f/° heading:f/° roll_acc:f/° pitch_acc:f/° heading_acc:f/°
PQTMVEL: Quectel velocity: msg_version:i time velocity_north:f/m·s⁻¹ velocity_east:f/m·s⁻¹ velocity_down:f/m·s⁻¹ ground_speed:f/m·s⁻¹ speed:f/m·s⁻¹ heading:f/° ground_speed_acc:f/m·s⁻¹ speed_acc:f/m·s⁻¹ heading_acc:f/°
PQTMVERNO: Quectel firmware version: version build_date build_time
PGLORFIX: Quectel time to fix: sentence_version msg_id time_to_fix:f/s {values}
PGLORLSQ: Quectel least squares fix: sentence_version msg_id time {values}
PGLORSTA: Quectel fix status: sentence_version msg_id time {values}
PGLORSPD: Quectel speed and steps: sentence_version msg_id field_3 date time {values}
PGLORPWR: Quectel power consumption: sentence_version msg_id {items name reading}
PGLORAGC: Quectel gain control: sentence_version msg_id {items name reading}
PGLOR: Quectel (Broadcom) message: sentence_version msg_id {values}
"""
# Sentences with the fields of another one.
SAME = {
    f"PGLOR{name}": "pglor" for name in ("CPU", "FIN", "FTS", "GFC", "GLO", "HLA", "IMS", "NEW", "PFM", "PPS", "RID", "SAT",
                                         "SIO", "SPA", "SPS", "SVC", "SVD", "UNC")
}


def field(text):
    """Returns the flow mapping of a field."""
    name, _, unit = text.partition("/")
    name, _, kind = name.partition(":")
    if kind == "@":
        return f"{{id: {name}, type: coordinate}}"
    item = f"{{id: {name}, type: str, terminator: 0x2c, eos-error: false"
    if kind:
        item += f", -number: {'integer' if kind == 'i' else 'float'}"
    if unit:
        unit = unit.replace("·h⁻¹", "/h").replace("·s⁻¹", "/s").replace("·min⁻¹", "/min")
        item += f", -unit: {unit!r}" if unit == "%" else f", -unit: {unit}"
    return item + "}"


def sentence(name, doc, fields):
    """Returns the lines of the types of a sentence."""
    key = name.lower()
    lines, inner = [f"  {key}:", f"    doc: {doc!r}" if re.search("[:,]", doc) else f"    doc: {doc}", "    seq:"], []
    head, brace, group = fields.partition("{")
    lines += [f"      - {field(item)}" for item in head.split()]
    if brace:
        group = group.rstrip("}").split()
        group_name, _, count = group[0].partition("*")
        repeat = f"repeat: expr, repeat-expr: {count}" if count else "repeat: eos"
        if group_name == "values":
            lines.append("      - {id: values, type: field, repeat: eos, doc: Fields without a documented meaning}")
        else:
            lines.append(f"      - {{id: {group_name}, type: {key}_item, {repeat}}}")
            inner = [f"  {key}_item:", "    seq:", *(f"      - {field(item)}" for item in group[1:])]
    return lines + inner


def main():
    text = SCHEMA.read_text()
    cases, types = [], []
    for line in SENTENCES.strip().splitlines():
        name, doc, fields = line.split(": ", 2)
        if f"'\"{name}\"'" in text:
            continue
        cases.append(f"'\"{name}\"': {name.lower()}")
        types += sentence(name, doc, fields)
    cases += [f"'\"{name}\"': {same}" for name, same in SAME.items() if f"'\"{name}\"'" not in text]
    if not cases:
        return
    lines = filled(cases, "            ")
    text = text.replace(" _: other,\n          }", "\n" + "\n".join(lines) + "\n            _: other,\n          }", 1)
    text = text.replace("\nenums:\n", "\n" + "\n".join(types) + "\nenums:\n", 1)
    SCHEMA.write_text(text)
    print(f"{len(cases)} sentences", file=sys.stderr)


if __name__ == "__main__":
    main()
